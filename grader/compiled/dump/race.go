package dump

import (
	"slices"
	"strings"
)

// A Race is one report of the race detector, reduced to the learner's lines. A
// place is none where that side is not the learner's code.
type Race struct {
	Do, Did    string  // "reads" or "writes": what the second and the first of the two did
	At, Before Place   // where
	Started    []Place // where the learner's code started the goroutines, as far as it did
}

const (
	raceBegins = "WARNING: DATA RACE"
	raceEnds   = "=================="
)

// Races reads the race detector's reports in a text.
func Races(text string) []Race {
	var all []Race
	for {
		_, rest, ok := strings.Cut(text, raceBegins)
		if !ok {
			return all
		}
		report, rest, _ := strings.Cut(rest, raceEnds)
		all = append(all, parseRace(report))
		text = rest
	}
}

// parseRace reads the paragraphs of a report: two accesses, then where their
// goroutines were started.
func parseRace(report string) Race {
	var r Race
	accesses := 0
	for paragraph := range strings.SplitSeq(strings.Trim(report, "\n"), "\n\n") {
		title, stack, _ := strings.Cut(strings.TrimLeft(paragraph, "\n"), "\n")
		at, _ := First(stack)
		switch {
		case strings.HasPrefix(title, "Goroutine "):
			if at != (Place{}) && !slices.Contains(r.Started, at) {
				r.Started = append(r.Started, at)
			}
		case accesses == 0:
			r.Do, r.At = verb(title), at
			accesses++
		case accesses == 1:
			r.Did, r.Before = verb(title), at
			accesses++
		}
	}
	return r
}

func verb(title string) string {
	if strings.Contains(strings.ToLower(title), "write") {
		return "writes"
	}
	return "reads"
}

// String words a race for the learner.
func (r Race) String() string {
	const without = ", and no lock or channel orders the two"
	none := Place{}
	switch {
	case r.At != none && r.Before != none:
		return "data race: " + r.At.String() + " " + r.Do + " while " + r.Before.String() + " " + r.Did + " the same memory" + without + r.started()
	case r.At != none:
		return "data race: " + r.At.String() + " " + r.Do + " memory that the caller " + r.Did + without + r.started()
	case r.Before != none:
		return "data race: " + r.Before.String() + " " + r.Did + " memory that the caller " + r.Do + without + r.started()
	}
	return "data race in memory that two of your code's callers share: what one of them got from your code, such as a map or a slice, another one got too. If your code hands out nothing twice, the tests are at fault"
}

// started words where the learner's code started the two goroutines.
func (r Race) started() string {
	switch len(r.Started) {
	case 0:
		return ""
	case 1:
		return " (goroutine started at " + r.Started[0].String() + ")"
	}
	return " (goroutines started at " + r.Started[0].String() + " and " + r.Started[1].String() + ")"
}
