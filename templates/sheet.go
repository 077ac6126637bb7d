package templates

import "happensbefore/course"

// A SheetPage is what all chapters come down to, on one sheet.
type SheetPage struct {
	Layout
	Chapters []*course.Chapter // in reading order
}

// A sheetPart is the chapters of one part that have a review.
type sheetPart struct {
	title    string
	chapters []*course.Chapter
}

func (p SheetPage) parts() []sheetPart {
	var list []sheetPart
	for _, c := range p.Chapters {
		if c.Review == nil {
			continue
		}
		if len(list) == 0 || list[len(list)-1].title != c.Part {
			list = append(list, sheetPart{title: c.Part})
		}
		last := &list[len(list)-1]
		last.chapters = append(last.chapters, c)
	}
	return list
}
