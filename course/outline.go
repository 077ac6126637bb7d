package course

// An Outline is the book's order: what SUMMARY.md says, in its order.
type Outline struct {
	Title string
	Parts []Part

	Guest    bool     // the book is another's: the course's name and licence are not its own
	Authors  []string // of a guest, as far as it says
	Language string   // such as "en"; empty is the course's
}

// A Part is a titled run of entries. The entries before the first part title
// stand in a part without a title.
type Part struct {
	Title   string
	Entries []Entry
}

// An Entry is one line of the outline.
type Entry struct {
	Slug     string // names the chapter in URLs and in front matter; empty for a draft
	Title    string
	Number   string // "7", "7.2"; empty for what the outline does not number
	Draft    bool   // announced in the outline, not written yet
	Appendix bool   // the number is a letter
	Children []Entry
}

// Entries calls yield for every entry in reading order, children after their parent.
func (o *Outline) Entries(yield func(Entry) bool) {
	var walk func([]Entry) bool
	walk = func(entries []Entry) bool {
		for _, e := range entries {
			if !yield(e) || !walk(e.Children) {
				return false
			}
		}
		return true
	}
	for _, p := range o.Parts {
		if !walk(p.Entries) {
			return
		}
	}
}

// Around is what of the outline stands beside a page: all of it where it has no
// more entries than most, since every page carries it. Of a larger one it is
// the part that the chapter stands in, or as much of it as is near, with the
// chapter's own children; of every other part it is the first entry.
func (o *Outline) Around(slug string, most int) *Outline {
	count := 0
	for range o.Entries {
		if count++; count > most {
			break
		}
	}
	if count <= most {
		return o
	}
	near := *o
	near.Parts = make([]Part, len(o.Parts))
	for i, p := range o.Parts {
		near.Parts[i] = Part{Title: p.Title, Entries: window(p.Entries, slug, most)}
	}
	return &near
}

func window(entries []Entry, slug string, most int) []Entry {
	at := -1
	for i, e := range entries {
		if slug != "" && e.has(slug) {
			at = i
			break
		}
	}
	if at < 0 {
		first := append([]Entry(nil), entries[:min(1, len(entries))]...)
		for i := range first {
			first[i].Children = nil
		}
		return first
	}
	from := max(0, min(at-most/2, len(entries)-most))
	kept := append([]Entry(nil), entries[from:min(from+most, len(entries))]...)
	for i := range kept {
		if from+i != at {
			kept[i].Children = nil
		}
	}
	return kept
}

// has says whether the entry is the chapter, or has it below it.
func (e *Entry) has(slug string) bool {
	if e.Slug == slug {
		return true
	}
	for i := range e.Children {
		if e.Children[i].has(slug) {
			return true
		}
	}
	return false
}
