package content

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"happensbefore/content/markdown"
	"happensbefore/course"
)

// SummaryFile is the outline's file, as in mdBook.
const SummaryFile = "SUMMARY.md"

// glossarySlug is the page whose headings of the third level are the terms.
const (
	glossarySlug = "glossary"
	termLevel    = 3
)

// A Book is the whole text, rendered and checked. It does not change once it
// is loaded, but for CheckLabs; every method may be called from any goroutine
// after that.
type Book struct {
	name    string
	outline course.Outline
	pages   []*page // in reading order
	bySlug  map[string]*page

	announced map[string]bool  // slugs of drafts
	faults    []course.Problem // of the outline's file
	files     map[string]bool  // beside the text, that pages refer to
	fsys      fs.FS            // of the text
}

func newBook(name string) *Book {
	return &Book{name: name, bySlug: map[string]*page{}, announced: map[string]bool{}, files: map[string]bool{}}
}

// A page is a chapter or an appendix with what checking it needs.
type page struct {
	course.Chapter
	path     string // below the book's folder
	file     string // the same with the book's name before it, as problems have it
	exists   bool
	rendered markdown.Rendered
	matter   frontMatter
	own      []course.Problem // all but those of CheckLabs
}

// Load loads a book once; see Loader.Load.
func Load(fsys fs.FS, name string) (*Book, []course.Problem) {
	return new(Loader).Load(fsys, name)
}

func byLine(a, b course.Problem) int { return a.Line - b.Line }

// Outline is the book's order. The caller must not change it.
func (b *Book) Outline() *course.Outline { return &b.outline }

// slug is that of the page that is made of a file, by its name in problems.
func (b *Book) slug(file string) string {
	return slugOf(strings.TrimPrefix(file, b.name+"/"))
}

// Faults are those of the outline's own file. Where there are some, a book that
// was loaded before has kept its order.
func (b *Book) Faults() []course.Problem { return b.faults }

// Chapter is a chapter or an appendix by its slug, or course.ErrNotFound. The
// caller must not change it.
func (b *Book) Chapter(slug string) (*course.Chapter, error) {
	p, ok := b.bySlug[slug]
	if !ok {
		return nil, fmt.Errorf("content: chapter %q: %w", slug, course.ErrNotFound)
	}
	return &p.Chapter, nil
}

// Announced says whether the outline has a draft that is going to have the slug.
func (b *Book) Announced(slug string) bool { return b.announced[slug] }

// Chapters are all that are written, in reading order.
func (b *Book) Chapters() []*course.Chapter {
	all := make([]*course.Chapter, len(b.pages))
	for i, p := range b.pages {
		all[i] = &p.Chapter
	}
	return all
}

// CheckLabs reports the labs that chapters name or link to and nobody knows,
// and adds them to the chapters' own problems. It belongs to loading: call it
// before the book is served.
func (b *Book) CheckLabs(known func(slug string) bool) []course.Problem {
	var problems []course.Problem
	for _, p := range b.pages {
		var found []course.Problem
		for i, slug := range p.Labs {
			if !known(slug) {
				found = append(found, course.Problem{File: p.file, Line: p.matter.labLines[i],
					What: fmt.Sprintf("there is no lab %q", slug), Mend: "write labs/" + slug + ".md, or take it out of “labs:”"})
			}
		}
		for _, l := range p.rendered.Links {
			if l.Lab && !known(l.Slug) {
				found = append(found, course.Problem{File: p.file, Line: l.Line,
					What: fmt.Sprintf("the link %q leads to a lab that does not exist", l.As), Mend: "write labs/" + l.Slug + ".md, or take the link out"})
			}
		}
		p.Problems = slices.Concat(p.own, found)
		slices.SortStableFunc(p.Problems, byLine)
		problems = append(problems, found...)
	}
	return problems
}

// wordsAMinute is how fast a technical text is read, on the slow side of what
// is usually given for prose, since figures and code are not counted.
const wordsAMinute = 220

func (b *Book) unreadable(p *page, err error) course.Problem {
	problem := course.Problem{File: path.Join(b.name, SummaryFile), Line: p.matter.summaryLine}
	if errors.Is(err, fs.ErrNotExist) {
		problem.What = fmt.Sprintf("the file %s does not exist", p.path)
		problem.Mend = fmt.Sprintf("write it, or announce it as a draft: [%s]()", p.Title)
		return problem
	}
	problem.What = fmt.Sprintf("the file %s cannot be read: %v", p.path, err)
	problem.Mend = "check that it is a file and who may read it"
	return problem
}

// order fills in each page's neighbours.
func (b *Book) order() {
	entries := map[string]*course.Entry{}
	for e := range b.outline.Entries {
		if !e.Draft {
			entries[e.Slug] = &e
		}
	}
	for i, p := range b.pages {
		if i > 0 {
			p.Previous = entries[b.pages[i-1].Slug]
		}
		if i < len(b.pages)-1 {
			p.Next = entries[b.pages[i+1].Slug]
		}
	}
}

// checkTerms holds the terms of every front matter to the glossary and to the
// text, and the glossary to the book.
func (b *Book) checkTerms() {
	glossary := b.bySlug[glossarySlug]
	var known []string
	if glossary != nil {
		for _, s := range glossary.Sections {
			known = append(known, s.ID)
		}
	}
	used := map[string]bool{}
	for _, p := range b.pages {
		linked := map[string]bool{}
		for _, l := range p.rendered.Links {
			if l.Slug == glossarySlug || (p == glossary && l.Slug == "") {
				linked[l.Anchor], used[l.Anchor] = true, true
			}
		}
		for i, term := range p.Terms {
			anchor := markdown.Anchor(term)
			switch {
			case !slices.Contains(known, anchor):
				p.own = append(p.own, course.Problem{File: p.file, Line: p.matter.termLines[i],
					What: fmt.Sprintf("the term %q is not in the glossary", term),
					Mend: fmt.Sprintf("add “### %s” to appendices/%s.md, or take it out of “terms:”", term, glossarySlug)})
			case !linked[anchor]:
				p.own = append(p.own, course.Problem{File: p.file, Line: p.matter.termLines[i],
					What: fmt.Sprintf("the term %q is nowhere linked in the text", term),
					Mend: fmt.Sprintf("link it where it is first used: [%s](%s#%s), or take it out of “terms:”", term, relative(p.file, glossary.file), anchor)})
			}
		}
	}
	if glossary == nil || len(b.announced) > 0 {
		return // a term may wait for a chapter that is announced
	}
	for i, term := range glossary.Sections {
		if term.Level == termLevel && !used[term.ID] {
			glossary.own = append(glossary.own, course.Problem{File: glossary.file, Line: glossary.rendered.SectionLines[i],
				What: fmt.Sprintf("no page links to the term %q", term.Title),
				Mend: "link to it where it is used, or take it out"})
		}
	}
}

// checkSymptoms follows every symptom to the section that explains it.
func (b *Book) checkSymptoms() {
	for _, p := range b.pages {
		for i, s := range p.Symptoms {
			if s.Section == "" || !p.exists || slices.Contains(p.rendered.Anchors, s.Section) || slices.Contains(pageAnchors, s.Section) {
				continue
			}
			mend := "use the anchor of one of the chapter's headings, or leave it out: the index then chooses"
			if near := nearest(s.Section, p.rendered.Anchors); near != "" {
				mend = "did you mean “section: " + near + "”?"
			}
			p.own = append(p.own, course.Problem{File: p.file, Line: p.matter.symptomLines[i],
				What: fmt.Sprintf("the symptom %q names the section %q, which the chapter does not have", s.Text, s.Section), Mend: mend})
		}
	}
}

// checkLinks follows every link to another page of the book.
func (b *Book) checkLinks() {
	for _, p := range b.pages {
		for _, l := range p.rendered.Links {
			if what, mend := b.follow(p, l); what != "" {
				p.own = append(p.own, course.Problem{File: p.file, Line: l.Line, What: what, Mend: mend})
			}
		}
		for _, image := range p.rendered.Images {
			p.own = append(p.own, course.Problem{File: p.file, Line: image.Line,
				What: fmt.Sprintf("the picture %s is not shown: pages have no files beside them", image.Path), Mend: "draw it with a trace or goat fence"})
		}
	}
}

func (b *Book) follow(p *page, l markdown.Link) (what, mend string) {
	to := p
	switch {
	case l.Lab: // CheckLabs
		return "", ""
	case l.Slug != "":
		to = b.bySlug[l.Slug]
		if to == nil {
			return fmt.Sprintf("the link %q leads to a chapter that is not in the outline", l.As),
				"link to a written chapter, or take the link out until it is written"
		}
		if to.file != l.Path && p.matter.present {
			return fmt.Sprintf("the link %q leads to %s, which is not where the chapter stands", l.As, l.Path),
				"write its path from this file: " + relative(p.file, to.file)
		}
	}
	if l.Anchor == "" || !to.exists || slices.Contains(to.rendered.Anchors, l.Anchor) || slices.Contains(pageAnchors, l.Anchor) {
		return "", ""
	}
	mend = "use the anchor of one of its headings"
	if near := nearest(l.Anchor, to.rendered.Anchors); near != "" {
		mend = "did you mean #" + near + "?"
	}
	return fmt.Sprintf("the link %q leads to no heading of %s", l.As, to.file), mend
}

// pageAnchors are those that every chapter's page has beside its headings.
var pageAnchors = []string{"review", "check-yourself", "build-it"}

// relative is the path from one file to another, both with slashes.
func relative(from, to string) string {
	dirs, target := strings.Split(path.Dir(from), "/"), strings.Split(to, "/")
	same := 0
	for same < len(dirs) && same < len(target)-1 && dirs[same] == target[same] {
		same++
	}
	return strings.Repeat("../", len(dirs)-same) + strings.Join(target[same:], "/")
}

// unlisted reports the Markdown files beside the chapters that the outline
// does not name, which nobody would ever find.
func (b *Book) unlisted(fsys fs.FS) []course.Problem {
	listed, dirs := map[string]bool{SummaryFile: true}, []string{"chapters", "appendices"}
	for _, p := range b.pages {
		listed[p.path] = true
		dirs = append(dirs, path.Dir(p.path))
	}
	slices.Sort(dirs)
	var problems []course.Problem
	for _, dir := range slices.Compact(dirs) {
		entries, err := fs.ReadDir(fsys, dir)
		if err != nil {
			continue // the folder is not there: what should be in it is reported by name
		}
		for _, e := range entries {
			file := path.Join(dir, e.Name())
			if e.IsDir() || path.Ext(file) != ".md" || listed[file] || strings.HasPrefix(e.Name(), ".") {
				continue
			}
			problems = append(problems, course.Problem{File: path.Join(b.name, file),
				What: "the file is not in the outline", Mend: fmt.Sprintf("add a line such as “- [Title](%s)” to %s", file, SummaryFile)})
		}
	}
	return problems
}

// nearest is the candidate that differs least from a word, or nothing where
// none is near.
func nearest(word string, candidates []string) string {
	best, least := "", max(2, len(word)/3)+1
	for _, c := range candidates {
		if d := distance(word, c); d < least {
			best, least = c, d
		}
	}
	return best
}

// distance counts the letters to insert, delete or replace.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
