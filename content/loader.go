package content

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"happensbefore/content/markdown"
	"happensbefore/course"
)

// A Loader loads a book again and again, as its author edits it. What has not
// changed since the last time is not rendered again, and an outline with a
// fault does not lose the book: the last one without stays in force. Its zero
// value is ready; it is for one goroutine.
type Loader struct {
	kept    map[string]keptPage // by path
	outline []byte              // the last one without a fault
}

// A keptPage is a page as reading it alone left it, and what that depends on.
type keptPage struct {
	source   []byte
	entry    course.Chapter // as the outline has it
	numbered bool
	page     page
}

// Load reads the book from a file system whose root is the folder of
// SUMMARY.md. The name is put before the file names in problems, so that an
// editor can open them. A book is always returned: what has problems is served
// with them.
func (l *Loader) Load(fsys fs.FS, name string) (*Book, []course.Problem) {
	b, problems := l.outlined(fsys, path.Clean(name))
	l.readAll(fsys, b)
	b.checkTerms()
	b.checkSymptoms()
	b.checkLinks()
	b.order()
	problems = append(problems, b.unlisted(fsys)...)
	for _, p := range b.pages {
		slices.SortStableFunc(p.own, byLine)
		p.Problems = p.own
		problems = append(problems, p.own...)
	}
	return b, problems
}

// outlined is a book that has its outline, and the faults of the outline's file.
func (l *Loader) outlined(fsys fs.FS, name string) (*Book, []course.Problem) {
	file := path.Join(name, SummaryFile)
	raw, err := fs.ReadFile(fsys, SummaryFile)
	b := newBook(name)
	var problems []course.Problem
	if err != nil {
		problems = []course.Problem{noOutline(file, err)}
	} else {
		problems = b.readOutline(file, raw)
	}
	b.faults = problems
	switch {
	case len(problems) == 0:
		l.outline = raw
	case l.outline != nil:
		b = newBook(name)
		b.readOutline(file, l.outline)
		b.faults = problems
	}
	return b, problems
}

// readAll reads the pages, as many at once as there are processors.
func (l *Loader) readAll(fsys fs.FS, b *Book) {
	now := make([]keptPage, len(b.pages))
	var work errgroup.Group
	work.SetLimit(runtime.GOMAXPROCS(0))
	for i, p := range b.pages {
		work.Go(func() error {
			now[i] = l.read(fsys, b, p)
			return nil
		})
	}
	work.Wait() //nolint:errcheck // they return none
	l.kept = make(map[string]keptPage, len(now))
	for i, p := range b.pages {
		if p.exists {
			l.kept[p.path] = now[i]
		}
	}
}

// read is the page with all that needs no other page.
func (l *Loader) read(fsys fs.FS, b *Book, p *page) keptPage {
	source, err := fs.ReadFile(fsys, p.path)
	if err != nil {
		p.own = append(p.own, b.unreadable(p, err))
		return keptPage{}
	}
	now := keptPage{source: source, entry: p.Chapter, numbered: p.matter.numbered}
	line := p.matter.summaryLine
	if old, ok := l.kept[p.path]; ok && old.like(now) {
		*p = old.page
		p.matter.summaryLine = line
		return old
	}
	p.read(source)
	p.own = slices.Clip(p.own) // what is added to it is one loading's
	now.page = *p
	return now
}

func (k keptPage) like(now keptPage) bool {
	return bytes.Equal(k.source, now.source) && k.numbered == now.numbered &&
		k.entry.Slug == now.entry.Slug && k.entry.Title == now.entry.Title && k.entry.Number == now.entry.Number && k.entry.Part == now.entry.Part
}

// read renders the page and holds it to the rules that need no other page.
func (p *page) read(source []byte) {
	p.exists = true
	body, line := p.readFrontMatter(source)
	rendered, problems := markdown.Render(p.file, line, body)
	p.own = append(p.own, problems...)
	p.rendered = rendered

	p.HTML, p.Sections, p.Questions, p.Examples = rendered.HTML, rendered.Sections, rendered.Questions, rendered.Examples
	p.Words = rendered.Words
	p.Minutes = max(1, (p.Words+wordsAMinute/2)/wordsAMinute)
	p.matter.textLine = line
	switch {
	case p.matter.present && rendered.Title != "":
		p.own = append(p.own, course.Problem{File: p.file, Line: rendered.TitleLine,
			What: "the title stands twice", Mend: "take the heading out: the title stands in the front matter"})
	case p.Title == "":
		p.Title = rendered.Title
	}
}

func noOutline(file string, err error) course.Problem {
	what := "the outline cannot be read: " + err.Error()
	if errors.Is(err, fs.ErrNotExist) {
		what = "there is no outline"
	}
	return course.Problem{File: file, What: what, Mend: "write " + SummaryFile + " with a line such as “- [Title](chapters/slug.md)” for each chapter"}
}
