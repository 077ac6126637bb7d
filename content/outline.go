package content

import (
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"happensbefore/course"
)

var (
	titleForm   = regexp.MustCompile(`^#\s+(.*?)\s*#*$`)
	itemForm    = regexp.MustCompile(`^([ \t]*)(?:[-*+]|\d+[.)])\s+\[(.*)\]\((.*)\)$`)
	affixForm   = regexp.MustCompile(`^\[(.*)\]\((.*)\)$`)
	ruleForm    = regexp.MustCompile(`^(?:-{3,}|\*{3,}|_{3,})$`)
	commentForm = regexp.MustCompile(`(?s)<!--.*?-->`)
	draftForm   = regexp.MustCompile(`^<>\s+"([^"]*)"$`)
	slugForm    = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)
)

// readOutline reads the text of SUMMARY.md. Every fault is reported and the
// line left out.
func (b *Book) readOutline(file string, raw []byte) []course.Problem {
	r := outlineReader{book: b, file: file}
	if !utf8.Valid(raw) {
		r.fault("save the file as UTF-8", "the outline is not valid UTF-8")
		raw = []byte(strings.ToValidUTF8(string(raw), "�"))
	}
	// A comment keeps its line ends, so that the lines below keep their numbers.
	text := commentForm.ReplaceAllStringFunc(string(raw), func(c string) string { return strings.Repeat("\n", strings.Count(c, "\n")) })
	for i, line := range strings.Split(text, "\n") {
		r.line = i + 1
		r.read(strings.TrimRight(line, " \t\r"))
	}
	if len(b.pages) == 0 && len(r.problems) == 0 {
		r.line = 0
		r.fault("add a line such as “- [Title](chapters/slug.md)”", "the outline names no chapter")
	}
	return r.problems
}

type outlineReader struct {
	book     *Book
	file     string
	line     int
	problems []course.Problem

	titled   bool              // the book's title has been read
	numbers  []int             // of the numbered entry read last, by level
	indents  []int             // columns of the levels that are open
	open     []*[]course.Entry // by level, where the entry read last takes its children
	letters  int               // of the appendices
	suffixes bool              // the numbered chapters are over
}

func (r *outlineReader) fault(mend, format string, args ...any) {
	r.problems = append(r.problems, course.Problem{File: r.file, Line: r.line, What: fmt.Sprintf(format, args...), Mend: mend})
}

func (r *outlineReader) read(text string) {
	o := &r.book.outline
	switch {
	case strings.TrimSpace(text) == "":
	case ruleForm.MatchString(strings.TrimSpace(text)):
	case titleForm.MatchString(text):
		title := titleForm.FindStringSubmatch(text)[1]
		// mdBook's own outlines are headed “Summary”, which titles nothing.
		if !r.titled && len(o.Parts) == 0 {
			if !strings.EqualFold(title, "Summary") {
				o.Title = title
			}
			r.titled = true
			return
		}
		o.Parts = append(o.Parts, course.Part{Title: title})
		r.open, r.indents = nil, nil
	case itemForm.MatchString(text):
		m := itemForm.FindStringSubmatch(text)
		r.item(len(strings.ReplaceAll(m[1], "\t", "    ")), m[2], m[3])
	case affixForm.MatchString(strings.TrimSpace(text)):
		m := affixForm.FindStringSubmatch(strings.TrimSpace(text))
		r.affix(m[1], m[2])
	default:
		r.fault("write “- [Title](chapters/slug.md)”, “[Title](file.md)” for a page without a number, “# Part title” or “---”", "the line %q cannot be read", text)
	}
}

// item adds a numbered chapter at the level its indentation says.
func (r *outlineReader) item(indent int, title, target string) {
	if r.suffixes {
		r.fault("move it above the first page without a number", "a numbered chapter stands after the pages without numbers")
	}
	for len(r.indents) > 0 && indent < r.indents[len(r.indents)-1] {
		r.indents = r.indents[:len(r.indents)-1]
	}
	if len(r.indents) == 0 || indent > r.indents[len(r.indents)-1] {
		r.indents = append(r.indents, indent)
	}
	level := len(r.indents)
	if len(r.numbers) >= level {
		r.numbers = r.numbers[:level]
	} else {
		r.numbers = append(r.numbers, 0)
	}
	r.numbers[level-1]++
	parts := make([]string, level)
	for i, n := range r.numbers {
		parts[i] = strconv.Itoa(n)
	}
	into := r.into()
	if level > 1 && len(r.open) >= level-1 {
		into = r.open[level-2]
	}
	r.add(into, level, title, target, course.Entry{Number: strings.Join(parts, ".")})
}

// affix adds a page without a number: before the numbered chapters or after
// them. In a part that is called Appendices it gets a letter.
func (r *outlineReader) affix(title, target string) {
	e := course.Entry{}
	o := &r.book.outline
	if len(r.numbers) > 0 {
		r.suffixes = true
		if last := o.Parts[len(o.Parts)-1]; len(last.Entries) > 0 && !affixes(last) {
			o.Parts = append(o.Parts, course.Part{})
		}
		if name := strings.ToLower(o.Parts[len(o.Parts)-1].Title); name == "appendices" || name == "appendix" {
			e.Appendix = true
			e.Number = string(rune('A' + r.letters%26))
			r.letters++
		}
	}
	r.add(r.into(), 1, title, target, e)
}

// affixes says whether the part holds pages without chapter numbers only.
func affixes(p course.Part) bool {
	for _, e := range p.Entries {
		if e.Number != "" && !e.Appendix {
			return false
		}
	}
	return true
}

// into is where the part that is open takes its entries.
func (r *outlineReader) into() *[]course.Entry {
	o := &r.book.outline
	if len(o.Parts) == 0 {
		o.Parts = append(o.Parts, course.Part{})
	}
	return &o.Parts[len(o.Parts)-1].Entries
}

// titleMarks are Markdown in a title, which is shown as plain text.
var titleMarks = strings.NewReplacer("`", "", "**", "", `\\`, `\`, `\[`, "[", `\]`, "]", `\_`, "_", `\*`, "*", `\#`, "#", `\<`, "<", `\>`, ">")

func (r *outlineReader) add(into *[]course.Entry, level int, title, target string, e course.Entry) {
	e.Title = strings.TrimSpace(titleMarks.Replace(title))
	target = strings.TrimSpace(target)
	if m := draftForm.FindStringSubmatch(target); m != nil {
		r.announce(m[1])
		target = ""
	}
	target = strings.Trim(target, "<>")
	if e.Title == "" {
		r.fault("write it between the brackets", "an entry has no title")
	}
	if target == "" {
		e.Draft = true
	} else if !r.page(&e, target) {
		return
	}
	*into = append(*into, e)
	r.open = append(r.open[:min(len(r.open), level-1)], &(*into)[len(*into)-1].Children)
}

// announce notes the slug that a draft is going to have. It stands where a link
// has its title, so that mdBook reads the line as a draft as well.
func (r *outlineReader) announce(slug string) {
	if !slugForm.MatchString(slug) {
		r.fault("write letters, digits, dots, dashes", "the slug %q of a draft cannot stand in an address", slug)
		return
	}
	r.book.announced[slug] = true
}

// page makes the page of an entry that is not a draft.
func (r *outlineReader) page(e *course.Entry, target string) bool {
	if decoded, err := url.PathUnescape(target); err == nil {
		target = decoded
	}
	file := path.Clean(strings.TrimPrefix(target, "/"))
	e.Slug = slugOf(file)
	switch {
	case !strings.EqualFold(path.Ext(file), ".md") || !fs.ValidPath(file):
		r.fault("write the path of a .md file below the folder of "+SummaryFile, "the entry %q leads to %q", e.Title, target)
		return false
	case e.Slug == "":
		r.fault("rename the file: letters, digits, dots, dashes", "the file name %q cannot stand in an address", path.Base(file))
		return false
	}
	if other := r.book.bySlug[e.Slug]; other != nil {
		r.fault("rename one of the files: a chapter's address is its file's path", "two chapters have the slug %q: %s and %s", e.Slug, other.path, file)
		return false
	}
	part := r.book.outline.Parts[len(r.book.outline.Parts)-1].Title
	p := &page{path: file, file: path.Join(r.book.name, file), Chapter: course.Chapter{Slug: e.Slug, Title: e.Title, Number: e.Number, Part: part}}
	p.matter.summaryLine = r.line
	p.matter.numbered = e.Number != "" && !e.Appendix
	r.book.pages = append(r.book.pages, p)
	r.book.bySlug[e.Slug] = p
	return true
}
