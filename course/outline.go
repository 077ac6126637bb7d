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
