package templates

import "happensbefore/course"

// A ProgressPage is what one learner has read and passed.
type ProgressPage struct {
	Layout
	Progress course.Progress
	Labs     []course.Lab     // all of them, in order
	Tallies  map[string]Tally // by chapter slug, where a question was answered
	Due      int              // missed questions to be asked again now
	Answers  int              // in the journal, earlier ones among them
	Notes    int              // highlights among them
}

func (p ProgressPage) chapters() []course.Entry {
	var list []course.Entry
	if p.Outline == nil {
		return nil
	}
	for e := range p.Outline.Entries {
		if !e.Draft && e.Slug != "" {
			list = append(list, e)
		}
	}
	return list
}

func (p ProgressPage) empty() bool {
	return len(p.Progress.Read) == 0 && len(p.Progress.Standings) == 0 && len(p.Tallies) == 0 && p.Answers == 0 && p.Notes == 0
}

func (p ProgressPage) readCount() int {
	n := 0
	for _, e := range p.chapters() {
		if _, ok := p.Progress.Read[e.Slug]; ok {
			n++
		}
	}
	return n
}

func (p ProgressPage) passedCount() int {
	n := 0
	for _, l := range p.Labs {
		if p.Progress.Standings[l.Slug].Passed {
			n++
		}
	}
	return n
}
