package content

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"reflect"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"happensbefore/content/markdown"
	"happensbefore/course"
)

// A Loader loads a book again and again, as its author edits it. What has not
// changed since the last time is not rendered again, and an outline with a
// fault does not lose the book: the last one without stays in force. Its zero
// value is ready; it is for one goroutine.
type Loader struct {
	// Author has the faults of a guest's pages shown on them, as those of the
	// course's own are: to an author they are of use, to readers they are not.
	Author bool

	kept    map[string]keptPage // by path
	outline []byte              // the last one without a fault
}

// A keptPage is a page as reading it alone left it, and what that depends on.
type keptPage struct {
	source   []byte
	entry    course.Chapter // as the outline has it
	numbered bool
	page     page
	expanded string // of a plain page: the text with what it includes
	how      markdown.Plain
}

// Load reads the book from a file system whose root is the folder of
// SUMMARY.md. The name is put before the file names in problems, so that an
// editor can open them. A book is always returned: what has problems is served
// with them.
func (l *Loader) Load(fsys fs.FS, name string) (*Book, []course.Problem) {
	return l.LoadFrom(Source{FS: fsys, Name: name, Dir: "."})
}

// LoadFrom reads the book from where it is.
func (l *Loader) LoadFrom(from Source) (*Book, []course.Problem) {
	is, problems := from.readSetup()
	fsys, err := fs.Sub(from.FS, from.Dir)
	if err != nil {
		return newBook(from.Name), append(problems, noOutline(path.Join(from.Name, from.Dir), err))
	}
	is.pages.Root = path.Join(from.Name, from.Dir)
	b, more := l.outlined(fsys, is.pages.Root)
	problems = append(problems, more...)
	l.readAll(from, fsys, b, is.pages)
	b.adopt(is)
	b.checkTerms()
	b.checkSymptoms()
	b.checkLinks()
	b.checkFiles(fsys)
	b.order()
	if !b.outline.Guest {
		problems = append(problems, b.unlisted(fsys)...)
	}
	for _, p := range b.pages {
		slices.SortStableFunc(p.own, byLine)
		problems = append(problems, p.own...)
		if b.outline.Guest && !l.Author {
			p.own = nil
		}
		p.Problems = p.own
	}
	return b, problems
}

// adopt gives the book what its settings say. A book with settings of mdBook's,
// or without a page of the course's kind, is a guest's.
func (b *Book) adopt(is setup) {
	b.outline.Authors, b.outline.Language = is.outline.Authors, is.outline.Language
	if is.title != "" {
		b.outline.Title = is.title
	}
	b.outline.Guest = len(b.pages) > 0 && (is.found || !slices.ContainsFunc(b.pages, func(p *page) bool { return p.matter.present }))
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
func (l *Loader) readAll(from Source, fsys fs.FS, b *Book, plain markdown.Plain) {
	now := make([]keptPage, len(b.pages))
	var work errgroup.Group
	work.SetLimit(runtime.GOMAXPROCS(0))
	for i, p := range b.pages {
		work.Go(func() error {
			now[i] = l.read(from, fsys, b, p, plain)
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
func (l *Loader) read(from Source, fsys fs.FS, b *Book, p *page, plain markdown.Plain) keptPage {
	source, err := fs.ReadFile(fsys, p.path)
	if err != nil {
		p.own = append(p.own, b.unreadable(p, err))
		return keptPage{}
	}
	now := keptPage{source: source, entry: p.Chapter, numbered: p.matter.numbered, how: plain}
	var full *expansion
	if isPlain(source) {
		at := path.Join(from.Dir, p.path)
		full = expand(from.FS, at, p.file, plainText(source))
		now.expanded = full.out.String()
	}
	line := p.matter.summaryLine
	if old, ok := l.kept[p.path]; ok && old.like(now) {
		*p = old.page
		p.matter.summaryLine = line
		return old
	}
	if full != nil {
		p.readPlain(full, b, plain)
	} else {
		p.read(source, b)
	}
	p.own = slices.Clip(p.own) // what is added to it is one loading's
	now.page = *p
	return now
}

func (k keptPage) like(now keptPage) bool {
	return bytes.Equal(k.source, now.source) && k.expanded == now.expanded && reflect.DeepEqual(k.how, now.how) && k.numbered == now.numbered &&
		k.entry.Slug == now.entry.Slug && k.entry.Title == now.entry.Title && k.entry.Number == now.entry.Number && k.entry.Part == now.entry.Part
}

// read renders the page and holds it to the rules that need no other page.
func (p *page) read(source []byte, b *Book) {
	p.exists = true
	body, line := p.readFrontMatter(source)
	rendered, problems := markdown.Settings{Slug: b.slug}.Render(p.file, line, body)
	p.own = append(p.own, problems...)
	p.take(rendered)
	p.matter.textLine = line
	if p.matter.present && rendered.Title != "" {
		p.own = append(p.own, course.Problem{File: p.file, Line: rendered.TitleLine,
			What: "the title stands twice", Mend: "take the heading out: the title stands in the front matter"})
	}
}

// readPlain renders a page without front matter, as mdBook would.
func (p *page) readPlain(full *expansion, b *Book, plain markdown.Plain) {
	p.exists = true
	rendered, problems := markdown.Settings{Slug: b.slug, Plain: &plain}.Render(p.file, 1, []byte(full.out.String()))
	line := func(n *int) { *n = full.lines[min(max(*n, 1), len(full.lines))-1] }
	for i := range problems {
		line(&problems[i].Line)
	}
	for i := range rendered.Links {
		line(&rendered.Links[i].Line)
	}
	for i := range rendered.Files {
		line(&rendered.Files[i].Line)
	}
	for i := range rendered.SectionLines {
		line(&rendered.SectionLines[i])
	}
	for i := range rendered.Examples {
		line(&rendered.Examples[i].Line)
	}
	p.own = append(append(p.own, full.found...), problems...)
	p.take(rendered)
	p.Tab = full.title
	if rendered.Title != "" {
		p.Title = rendered.Title // the outline's may be shorter
	}
}

func (p *page) take(rendered markdown.Rendered) {
	p.rendered = rendered
	p.HTML, p.Sections, p.Questions, p.Examples = rendered.HTML, rendered.Sections, rendered.Questions, rendered.Examples
	p.Words = rendered.Words
	p.Minutes = max(1, (p.Words+wordsAMinute/2)/wordsAMinute)
}

// isPlain says whether a text has no front matter.
func isPlain(source []byte) bool {
	return !bytes.HasPrefix(source, []byte("---\n")) && !bytes.HasPrefix(source, []byte("---\r\n"))
}

// plainText is a page as mdBook reads it.
func plainText(source []byte) string {
	return strings.ReplaceAll(strings.TrimPrefix(string(source), "\uFEFF"), "\r\n", "\n")
}

func noOutline(file string, err error) course.Problem {
	what := "the outline cannot be read: " + err.Error()
	if errors.Is(err, fs.ErrNotExist) {
		what = "there is no outline"
	}
	return course.Problem{File: file, What: what, Mend: "write " + SummaryFile + " with a line such as “- [Title](chapters/slug.md)” for each chapter"}
}
