package templates

import "happensbefore/course"

// A LandingPage is the front door, the same for every reader.
type LandingPage struct {
	Layout
	Start *course.Entry // where reading begins; nil leaves the button out
	Try   *course.Entry // a chapter that stands on its own; nil leaves it out
	Labs  []course.Lab
}

// written counts the entries that can be read, and all of them.
func (p LandingPage) written() (ready, all int) {
	if p.Outline == nil {
		return 0, 0
	}
	for e := range p.Outline.Entries {
		all++
		if !e.Draft && e.Slug != "" {
			ready++
		}
	}
	return ready, all
}
