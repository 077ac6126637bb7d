package markdown

import (
	"fmt"
	"html"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/yuin/goldmark/ast"
)

// Plain is how the pages of any mdBook are read, as mdBook does: nothing of the
// course's own rules holds for them, and what is not supported is listed.
type Plain struct {
	Root      string            // of the book's text, as problems' file names begin
	Smart     bool              // quotes, dashes and dots are set as in print
	Math      bool              // the book is written for MathJax, which is not here
	HideLines map[string]string // by language, the prefix of lines to hide
}

// A File is one beside the text that a page refers to.
type File struct {
	Line int
	As   string // as its author wrote it
	Path string // below the book's text; empty where it lies outside
}

// FilesURL is where the files beside the text are served.
const FilesURL = "/files/"

// target is where a reference from the page leads to here, and what it was: a
// page or a file. Neither is set for what is left as it is.
func (p *page) target(as string, line int) (to string, l *Link, f *File) {
	u, err := url.Parse(as)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Opaque != "" || strings.HasPrefix(u.Path, "/") || u.Path == "" && u.Fragment == "" {
		return "", nil, nil
	}
	if u.Path == "" {
		return "", &Link{Line: line, As: as, Anchor: u.Fragment}, nil
	}
	name := path.Join(path.Dir(p.file), u.Path)
	switch ext := path.Ext(u.Path); ext {
	case ".md", ".html":
		l = &Link{Line: line, As: as, Path: strings.TrimSuffix(name, ext) + ".md", Anchor: u.Fragment}
		l.Slug = p.slug(l.Path)
		to = "/chapters/" + url.PathEscape(l.Slug)
		if path.Base(path.Dir(l.Path)) == "labs" && !strings.HasPrefix(l.Path, p.how.Plain.Root+"/") {
			l.Lab, l.Slug = true, strings.TrimSuffix(path.Base(l.Path), ".md")
			to = "/labs/" + l.Slug
		}
		if u.Fragment != "" {
			to += "#" + u.EscapedFragment()
		}
		return to, l, nil
	case "":
		return "", nil, nil
	}
	f = &File{Line: line, As: as}
	if rest, ok := strings.CutPrefix(name, p.how.Plain.Root+"/"); ok {
		f.Path = rest
		to = FilesURL + (&url.URL{Path: rest}).EscapedPath()
	}
	return to, nil, f
}

// plainLinks is links for a page of any mdBook.
func (p *page) plainLinks(doc ast.Node) {
	for _, n := range all[*ast.Link](doc) {
		if to := p.refer(string(n.Destination), p.line(offset(n)), false); to != "" {
			n.Destination = []byte(to)
		}
	}
	for _, n := range all[*ast.Image](doc) {
		if to := p.refer(string(n.Destination), p.line(offset(n)), true); to != "" {
			n.Destination = []byte(to)
		}
	}
}

func (p *page) refer(as string, line int, picture bool) string {
	u, err := url.Parse(as)
	if picture && err == nil && u.Host != "" {
		p.problemOn(line, "keep the picture beside the text", "the picture %s is another host's and is not loaded", as)
		return ""
	}
	to, l, f := p.target(as, line)
	switch {
	case l != nil:
		p.out.Links = append(p.out.Links, *l)
	case f != nil:
		p.out.Files = append(p.out.Files, *f)
	case err == nil && u.Scheme == "" && u.Host == "" && u.Path != "" && !strings.HasPrefix(u.Path, "/"):
		p.problemOn(line, "link to a .md file", "the link %q leads to no page", as)
	}
	return to
}

// hiddenRust is what rustdoc hides: a line that begins with a sign and a space,
// or is nothing but the sign. Two signs stand for one that is shown.
var hiddenRust = regexp.MustCompile(`^(\s*)#(.?)(.*)$`)

type codeLine struct {
	text   string
	hidden bool
}

// listing splits code into lines that are shown and lines that are not.
func (p *page) listing(source, language string, words []string) []codeLine {
	prefix := p.how.Plain.HideLines[language]
	for _, w := range words {
		if given, ok := strings.CutPrefix(w, "hidelines="); ok {
			prefix = given
		}
	}
	var lines []codeLine
	for line := range strings.Lines(source) {
		l := codeLine{text: line}
		bare := strings.TrimSuffix(line, "\n")
		end := line[len(bare):]
		switch {
		case prefix != "":
			body := strings.TrimLeft(bare, " \t")
			if rest, ok := strings.CutPrefix(body, prefix); ok {
				l = codeLine{bare[:len(bare)-len(body)] + rest + end, true}
			}
		case language == "rust":
			if m := hiddenRust.FindStringSubmatch(bare); m != nil {
				switch m[2] {
				case "#":
					l.text = m[1] + "#" + m[3] + end
				case "", " ":
					l = codeLine{m[1] + m[3] + end, true}
				}
			}
		}
		lines = append(lines, l)
	}
	return lines
}

// plainCode is a fence of a page of any mdBook.
func (p *page) plainCode(f *ast.FencedCodeBlock, info, source string) *slot {
	words := strings.FieldsFunc(info, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
	language := ""
	if len(words) > 0 {
		language, words = words[0], words[1:]
	}
	line := p.line(offset(f))
	lines := p.listing(source, language, words)
	var text strings.Builder
	for _, l := range lines {
		text.WriteString(l.text)
	}
	if !slices.ContainsFunc(lines, func(l codeLine) bool { return l.hidden }) {
		return p.slot(line, code(text.String(), language))
	}
	id := fmt.Sprintf("hidden-%d", len(p.slots)+1)
	return p.slot(line, `<div class="listing"><input type="checkbox" id="`+id+`" class="show-hidden"><label for="`+id+`">Show hidden lines</label>`+
		partlyHidden(text.String(), language, lines)+`</div>`)
}

// partlyHidden is code with the lines that are not shown in elements of their
// own.
func partlyHidden(source, language string, lines []codeLine) string {
	l := lexer(language)
	class := ` class="language-` + html.EscapeString(strings.ToLower(language)) + `"`
	if l == nil {
		l, class = lexers.Fallback, ""
	}
	var b strings.Builder
	b.WriteString(`<pre class="chroma" tabindex="0"><code` + class + `>`)
	next, err := chroma.Coalesce(plainer{l}).Tokenise(nil, source)
	if err != nil {
		next = chroma.Literator(chroma.Token{Type: chroma.Text, Value: source})
	}
	for i, tokens := range chroma.SplitTokensIntoLines(next.Tokens()) {
		hidden := i < len(lines) && lines[i].hidden
		if hidden {
			b.WriteString(`<span class="hidden-line">`)
		}
		formatter.Format(&b, colourless(), chroma.Literator(tokens...)) //nolint:errcheck // to memory
		if hidden {
			b.WriteString(`</span>`)
		}
	}
	b.WriteString("</code></pre>")
	return b.String()
}

var mathForm = regexp.MustCompile(`\\\\[(\[]|\$\$`)

// math lists the formulas, which stay as they are written.
func (p *page) math() {
	if !p.how.Plain.Math {
		return
	}
	if found := mathForm.FindAllIndex(p.source, -1); len(found) > 0 {
		p.problemAt(found[0][0], "write it in words, or draw it", "mathematics is not set here and stays as it is written (from here on, %s)", formulas(len(found)))
	}
}

func formulas(n int) string {
	if n == 1 {
		return "one formula"
	}
	return fmt.Sprintf("%d formulas", n)
}

// A removal is what the sanitiser takes away, listed once for each page.
type removal struct{ what, mend string }

func (p *page) remove(pos int, what, mend string) {
	if p.how.Plain == nil {
		p.problemAt(pos, mend, "%s", what)
		return
	}
	r := removal{what, mend}
	if p.removed[r]++; p.removed[r] == 1 {
		p.removedAt[r] = pos
	}
}

// listRemovals makes problems of what was taken away.
func (p *page) listRemovals() {
	for _, r := range slices.SortedFunc(maps.Keys(p.removed), func(a, b removal) int { return strings.Compare(a.what, b.what) }) {
		what, n := r.what, p.removed[r]
		if n > 1 {
			what += fmt.Sprintf(" (%d times on this page)", n)
		}
		p.problemAt(p.removedAt[r], r.mend, "%s", what)
	}
}

// anchored puts a place for the title's anchor before the text, since the title
// itself is the page's.
func (p *page) anchored() string {
	if p.titleID == "" {
		return p.out.HTML
	}
	return `<span id="` + html.EscapeString(p.titleID) + `"></span>` + p.out.HTML
}
