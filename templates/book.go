package templates

import "happensbefore/course"

// A PrintedChapter is a chapter as it stands on paper: with the answers to its
// questions, and without anything to press.
type PrintedChapter struct {
	Chapter *course.Chapter
	Labs    []course.Lab // those that the chapter names, as far as they exist
}

func (p PrintedChapter) eyebrow() string { return ChapterPage{Chapter: p.Chapter}.eyebrow() }

// A PrintedBook is the whole book as one document. Its chapters' HTML has ids
// that are unique in the document, and links that lead within it.
type PrintedBook struct {
	Title string
	Parts []PrintedPart
	Site  string // where its labs are, as https://course.example.org; empty where nobody has said
}

// A PrintedPart is a titled run of chapters; the first may have no title.
type PrintedPart struct {
	Title    string
	Chapters []PrintedEntry
}

// A PrintedEntry is a chapter in a PrintedBook.
type PrintedEntry struct {
	ID     string // of its article
	Number string // "7", "A", or empty
	Title  string
	HTML   string
	Page   int // of the paper it begins on; 0 where nobody has counted
}

// A BookPage is the whole book as a page of the site.
type BookPage struct {
	Layout
	Book PrintedBook
}

// A BookFile is the same as a file that needs no site.
type BookFile struct {
	Book  PrintedBook
	Style string // CSS, trusted
}

// letter names an option on paper: A, B, C.
func letter(i int) string { return string(rune('A' + i)) }

// right are the options that are right.
func right(q course.Question) (list []int) {
	for i, o := range q.Options {
		if o.Right {
			list = append(list, i)
		}
	}
	return list
}
