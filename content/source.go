package content

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"happensbefore/content/markdown"
	"happensbefore/course"
)

// ConfigFile is mdBook's own, at the root of a book.
const ConfigFile = "book.toml"

// A Source is where a book is read from.
type Source struct {
	FS   fs.FS  // the root: nothing outside is ever read
	Name string // of the root, put before the file names in problems
	Dir  string // folder of SUMMARY.md below the root; "." for the root itself
}

// SourceAt finds the book in a folder of the machine: the one with SUMMARY.md,
// or the root of an mdBook, which has book.toml. Where the folder is the src of
// an mdBook, the book's root is the root, for pages include files beside src.
// Links that lead out of the root are not followed.
func SourceAt(dir string) (Source, error) {
	name := filepath.Clean(dir)
	if above := filepath.Dir(name); name != "." && fileExists(filepath.Join(name, SummaryFile)) && fileExists(filepath.Join(above, ConfigFile)) {
		if src := configuredSource(filepath.Join(above, ConfigFile)); src == filepath.Base(name) {
			return open(above, src)
		}
	}
	if fileExists(filepath.Join(name, ConfigFile)) {
		return open(name, configuredSource(filepath.Join(name, ConfigFile)))
	}
	return open(name, ".")
}

func open(root, dir string) (Source, error) {
	r, err := os.OpenRoot(root)
	if err != nil {
		return Source{}, fmt.Errorf("content: %w", err)
	}
	return Source{FS: r.FS(), Name: root, Dir: path.Clean(filepath.ToSlash(dir))}, nil
}

func fileExists(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// configuredSource is the folder that book.toml names, or mdBook's default.
func configuredSource(file string) string {
	var c mdBook
	if _, err := toml.DecodeFile(file, &c); err != nil || c.Book.Src == "" {
		return "src"
	}
	return c.Book.Src
}

// mdBook is what is read of book.toml.
type mdBook struct {
	Book struct {
		Title    string   `toml:"title"`
		Authors  []string `toml:"authors"`
		Language string   `toml:"language"`
		Src      string   `toml:"src"`
		Line     string   `toml:"text-direction"`
	} `toml:"book"`
	Output struct {
		HTML struct {
			Smart *bool `toml:"smart-punctuation"`
			Curly *bool `toml:"curly-quotes"`
			Math  bool  `toml:"mathjax-support"`
			Code  struct {
				HideLines map[string]string `toml:"hidelines"`
			} `toml:"code"`
		} `toml:"html"`
	} `toml:"output"`
}

// A setup is how the pages without front matter are read.
type setup struct {
	found   bool // there is a book.toml
	title   string
	outline course.Outline // language and authors
	pages   markdown.Plain
}

// readSetup reads book.toml, and lists what of it has no effect here.
func (s Source) readSetup() (setup, []course.Problem) {
	is := setup{pages: markdown.Plain{Smart: true}}
	file := path.Join(s.Name, ConfigFile)
	raw, err := fs.ReadFile(s.FS, ConfigFile)
	if errors.Is(err, fs.ErrNotExist) {
		return is, nil
	}
	var c mdBook
	var meta toml.MetaData
	if err == nil {
		meta, err = toml.Decode(string(raw), &c)
	}
	is.found = true
	if err != nil {
		line := 0
		var fault toml.ParseError
		if errors.As(err, &fault) {
			line = fault.Position.Line
		}
		return is, []course.Problem{{File: file, Line: line, What: "the book's settings cannot be read: " + err.Error(), Mend: "correct them, or take the file away"}}
	}
	is.title = c.Book.Title
	is.outline = course.Outline{Language: c.Book.Language, Authors: c.Book.Authors}
	html := c.Output.HTML
	is.pages.Math, is.pages.HideLines = html.Math, html.Code.HideLines
	for _, smart := range []*bool{html.Curly, html.Smart} {
		if smart != nil {
			is.pages.Smart = *smart
		}
	}
	var listed []string
	var problems []course.Problem
	for _, key := range meta.Keys() {
		what, mend := unsupported(key)
		named := key[:min(len(key), 3)].String()
		if key[0] == "preprocessor" {
			named = key[:min(len(key), 2)].String()
		}
		if what == "" || slices.Contains(listed, named) {
			continue
		}
		listed = append(listed, named)
		problems = append(problems, course.Problem{File: file, Line: lineOf(string(raw), key), What: what, Mend: mend})
	}
	return is, problems
}

// used are the settings that are followed, or that say something to mdBook's
// own build alone.
var used = []string{
	"book.title", "book.authors", "book.language", "book.src", "book.description", "book.multilingual",
	"output.html.smart-punctuation", "output.html.curly-quotes", "output.html.mathjax-support", "output.html.code",
	"output.html.site-url", "output.html.input-404", "output.html.cname",
}

func unsupported(key toml.Key) (what, mend string) {
	name := key[:min(len(key), 3)].String()
	switch {
	case key[0] == "build", key[0] == "rust", slices.Contains(used, name):
		return "", ""
	case key[0] == "preprocessor" && len(key) >= 2:
		if key[1] == "links" || key[1] == "index" {
			return "", "" // built in
		}
		return fmt.Sprintf("the preprocessor %q is not run: what it would replace stays as it is written", key[1]), "serve what it makes, or do without"
	case key[0] == "output" && len(key) == 2 && key[1] != "html":
		return fmt.Sprintf("the renderer %q is not run", key[1]), "nothing; its output is made by mdbook build"
	case key[0] == "output" && len(key) >= 3 && key[1] == "html":
		return fmt.Sprintf("the setting %s has no effect here", name), "nothing; pages are laid out by this server"
	case key[0] == "book" && len(key) >= 2:
		return fmt.Sprintf("the setting %s has no effect here", name), "nothing"
	}
	return "", ""
}

// lineOf is where a key stands: the line of its table's head, or its own below
// that. The reader of TOML does not tell.
func lineOf(text string, key toml.Key) int {
	table, found := "", 0
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if head, ok := strings.CutPrefix(line, "["); ok {
			table = strings.Trim(strings.SplitN(head, "]", 2)[0], "[ ")
			if table == key.String() {
				return i + 1
			}
			continue
		}
		word, _, ok := strings.Cut(line, "=")
		if !ok {
			continue
		}
		full := strings.Trim(strings.TrimSpace(word), `"`)
		if table != "" {
			full = table + "." + full
		}
		if full == key.String() {
			return i + 1
		}
		if found == 0 && strings.HasPrefix(full+".", key.String()+".") {
			found = i + 1
		}
	}
	return found
}
