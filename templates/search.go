package templates

import (
	"net/url"
	"strconv"

	"happensbefore/course"
)

// A SearchPage is a search and what it found, the same for everybody who asks.
type SearchPage struct {
	Layout
	Query    string
	Findings course.Findings
}

// spotURL is where a reader is sent.
func spotURL(s course.Spot) string {
	address := chapterURL(s.Slug)
	if s.Lab {
		address = labURL(s.Slug)
	}
	if s.Anchor != "" {
		address += "#" + s.Anchor
	}
	return address
}

// whereabouts say what a finding is and where it stands.
func whereabouts(f course.Finding) string {
	switch f.Kind {
	case course.ATerm:
		return "Glossary"
	case course.ALab:
		return "Lab"
	case course.AChapter:
		if f.Number == "" {
			return "Chapter"
		}
		return "Chapter " + f.Number
	case course.ASymptom:
		return "Symptom · " + within(f.Spot)
	}
	return within(f.Spot)
}

// within is the page that a spot is on.
func within(s course.Spot) string {
	switch {
	case s.Lab:
		return "Lab · " + s.Page
	case s.Number != "":
		return s.Number + " · " + s.Page
	}
	return s.Page
}

// findings count what was found.
func findings(n int) string { return plural(n, "place", "places") }

func findingID(i int) string { return "finding-" + strconv.Itoa(i+1) }

func searchURL(q string) string { return "/search?" + url.Values{"q": {q}}.Encode() }

func askURL(q string) string { return "/ask?" + url.Values{"q": {q}}.Encode() }
