package labs

import (
	"fmt"
	"slices"
	"strings"

	"happensbefore/content/markdown"
)

// render makes HTML of the task and the hints.
func (l *Lab) render(task passage, hints []hint, f *findings) {
	if strings.TrimSpace(task.text) == "" {
		f.add(task.line, "the lab has no task", "write it between the front matter and the first file")
	}
	l.HTML = l.renderPassage(task, f)
	for _, h := range hints {
		html := l.renderPassage(h.passage, f)
		for i := range l.Checks {
			if l.Checks[i].Test == h.test {
				l.Checks[i].Hints = append(l.Checks[i].Hints, html)
			}
		}
	}
}

func (l *Lab) renderPassage(p passage, f *findings) string {
	for i, line := range strings.Split(p.text, "\n") {
		for _, c := range l.Checks {
			if strings.Contains(line, "func "+c.Test+"(") {
				f.add(p.line+i, fmt.Sprintf("learners would read the hidden test %s here", c.Test),
					"mark its fence with {file=… role=hidden}, or take it out of the text")
				return ""
			}
		}
	}
	// Links are written as between the folders labs and content, wherever the
	// lab was in fact loaded from.
	rendered, problems := markdown.Render("labs/"+l.Slug+".md", p.line, []byte(p.text))
	for _, one := range problems {
		f.add(one.Line, one.What, one.Mend)
	}
	if rendered.Title != "" {
		f.add(rendered.TitleLine, "the text begins with a heading of the first level", "take it out: the title is in the front matter")
	}
	if len(rendered.Questions) > 0 {
		f.add(p.line, "the text has questions to check oneself, which a lab does not show", "move them to the chapter, or call the section something else")
	}
	for _, image := range rendered.Images {
		f.add(image.Line, "the text has a picture, which a lab does not show", "draw it with a trace or goat fence")
	}
	l.Links = append(l.Links, rendered.Links...)
	l.anchors = append(l.anchors, rendered.Anchors...)
	return rendered.HTML
}

// checkLinks holds the links from l to labs to the labs that there are.
// Whether a chapter exists, only a caller that has the book can say.
func (s *Shelf) checkLinks(l *Lab, f *findings) {
	for _, link := range l.Links {
		target := l
		switch {
		case link.Path == "":
		case link.Lab:
			var err error
			if target, err = s.Secret(link.Slug); err != nil {
				f.add(link.Line, fmt.Sprintf("there is no lab for the link %q", link.As), "link to the .md file of a lab in this folder")
				continue
			}
		default:
			continue
		}
		if link.Anchor != "" && !slices.Contains(target.anchors, link.Anchor) {
			f.add(link.Line, fmt.Sprintf("there is no heading for the link %q", link.As), "use the heading's words, small and joined by hyphens")
		}
	}
}
