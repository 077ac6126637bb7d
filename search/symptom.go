package search

import (
	"math"
	"strings"

	"happensbefore/course"
)

// explained are a chapter's symptoms, each with the section that explains it:
// the one its author names, or the one that has most of its words, where any
// has enough of them. The page itself is left where none has.
func explained(c *course.Chapter, parts []section) []course.Symptom {
	list := make([]course.Symptom, len(c.Symptoms))
	copy(list, c.Symptoms)
	texts := make([]map[string]int, len(parts))
	within := map[string]int{} // in how many sections a word is
	for i, s := range parts {
		texts[i] = map[string]int{}
		for _, w := range split(s.title + " " + s.title + " " + strings.Join(s.blocks, " ")) {
			texts[i][trunk(w)]++
		}
		for w := range texts[i] {
			within[w]++
		}
	}
	for i := range list {
		if list[i].Section == "" {
			list[i].Section = explaining(list[i].Text, parts, texts, within)
		}
	}
	return list
}

// enoughWords is the share of a symptom's words, by weight, that the section
// which explains it has at least.
const enoughWords = 0.3

func explaining(symptom string, parts []section, texts []map[string]int, within map[string]int) string {
	best, most, covered := "", 0.0, 0.0
	for i, s := range parts {
		if s.anchor == "" || s.anchor == "go-deeper" {
			continue
		}
		size := 0
		for _, n := range texts[i] {
			size += n
		}
		score, share, all := 0.0, 0.0, 0.0
		for _, w := range split(symptom) {
			if empty[w] {
				continue
			}
			// As bm25 has it, with the chapter's sections as the texts.
			weight := math.Log(1 + (float64(len(parts))+1)/(float64(within[trunk(w)])+0.5))
			all += weight
			if n := float64(texts[i][trunk(w)]); n > 0 {
				share += weight
				score += weight * n * 2.2 / (n + 0.6 + 0.6*float64(size)/300)
			}
		}
		if all > 0 && score > most {
			best, most, covered = s.anchor, score, share/all
		}
	}
	if covered < enoughWords {
		return ""
	}
	return best
}

// trunk is a word without the ending that its place in a sentence gave it.
// Which section to choose needs no more than that, and the index, which knows
// better, is not there yet.
func trunk(word string) string {
	for _, ending := range []string{"ing", "ies", "ied", "ed", "es", "s", "ly", "e", "y"} {
		if rest, ok := strings.CutSuffix(word, ending); ok && len(rest) >= 4 {
			return rest
		}
	}
	return word
}
