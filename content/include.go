package content

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"

	"happensbefore/course"
)

// Bounds of what pages include, so that a file that includes itself, or a
// forgotten dump, is a problem of its page and not of the server.
const (
	maxIncluded = 1 << 20 // bytes of one file
	maxExpanded = 4 << 20 // bytes of a page with all that it includes
	maxDepth    = 10      // as in mdBook
)

// A directive is what mdBook writes as {{#word …}}; a backslash before it makes
// it text.
var directiveForm = regexp.MustCompile(`\\\{\{#[^}]*\}\}|\{\{\s*#([a-zA-Z0-9_]+)\s+([^}]+)\}\}`)

var (
	anchorStart = regexp.MustCompile(`ANCHOR:\s*([\w-]+)`)
	anchorEnd   = regexp.MustCompile(`ANCHOR_END:\s*([\w-]+)`)
)

// An expansion is a page's text with what it includes.
type expansion struct {
	fsys  fs.FS
	file  string // as problems have it
	title string // of {{#title}}
	found []course.Problem

	out   strings.Builder
	lines []int // of the page's file, for each line of out
	line  int   // of the page's file that is being copied
}

// expand replaces the directives of a page. What cannot be included stays as it
// is written.
func expand(fsys fs.FS, at, file, text string) *expansion {
	x := &expansion{fsys: fsys, file: file, line: 1, lines: []int{1}}
	x.copy(at, text, 0, true)
	return x
}

func (x *expansion) fault(mend, format string, args ...any) {
	x.found = append(x.found, course.Problem{File: x.file, Line: x.line, What: fmt.Sprintf(format, args...), Mend: mend})
}

// write appends text; where it is the page's own its line ends are counted.
func (x *expansion) write(text string, own bool) {
	for line := range strings.Lines(text) {
		x.out.WriteString(line)
		if strings.HasSuffix(line, "\n") {
			if own {
				x.line++
			}
			x.lines = append(x.lines, x.line)
		}
	}
}

// copy appends the text of the file at a path. Own is the page itself, in
// contrast to what it includes.
func (x *expansion) copy(at, text string, depth int, own bool) {
	for {
		var m []int
		if strings.Contains(text, "{{") {
			m = directiveForm.FindStringSubmatchIndex(text)
		}
		if m == nil {
			x.write(text, own)
			return
		}
		x.write(text[:m[0]], own)
		whole := text[m[0]:m[1]]
		if m[2] < 0 {
			x.write(whole[1:], false)
		} else if !x.direct(at, text[m[2]:m[3]], strings.TrimSpace(text[m[4]:m[5]]), depth) {
			x.write(whole, false)
		}
		if own {
			x.line += strings.Count(whole, "\n")
		}
		text = text[m[1]:]
	}
}

// direct does what a directive says, and says whether it could.
func (x *expansion) direct(at, word, rest string, depth int) bool {
	switch word {
	case "title":
		x.title = rest
		return true
	case "include", "rustdoc_include":
		target, part, _ := strings.Cut(strings.Fields(rest)[0], ":")
		text, ok := x.fetch(at, target, depth)
		if !ok {
			return false
		}
		taken, ok := take(text, part, word == "rustdoc_include")
		if !ok {
			x.fault("use the name of an ANCHOR: in the file", "the file %s has no anchor %q", target, part)
			return false
		}
		x.copy(path.Join(path.Dir(at), target), taken, depth+1, false)
		return true
	case "playground", "playpen":
		words := strings.Fields(rest)
		text, ok := x.fetch(at, words[0], depth)
		if !ok {
			return false
		}
		x.write("```"+strings.Join(append([]string{"rust"}, words[1:]...), ",")+"\n"+strings.TrimRight(text, "\n")+"\n```\n", false)
		x.fault("nothing; the program is shown", "the playground's program %s is not run here", words[0])
		return true
	}
	x.fault("write the text that it stands for", "{{#%s}} is not known here and stays as it is", word)
	return false
}

func (x *expansion) fetch(at, target string, depth int) (string, bool) {
	name := path.Join(path.Dir(at), target)
	if depth >= maxDepth {
		x.fault("have no file include itself", "files include each other more than %d deep", maxDepth)
		return "", false
	}
	if !fs.ValidPath(name) {
		x.fault("keep it in the book's folder", "the file %s is outside of the book", target)
		return "", false
	}
	info, err := fs.Stat(x.fsys, name)
	if err == nil && (!info.Mode().IsRegular() || info.Size() > maxIncluded) {
		x.fault("include a part of it, in a file of its own", "%s is no file, or larger than %d KiB", target, maxIncluded>>10)
		return "", false
	}
	var raw []byte
	if err == nil {
		raw, err = fs.ReadFile(x.fsys, name)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		x.fault("correct the path; it begins at the folder of this file", "the file %s, which is included, does not exist", target)
		return "", false
	case err != nil:
		x.fault("keep it in the book's folder, and readable", "the file %s, which is included, cannot be read: %v", target, err)
		return "", false
	case x.out.Len()+len(raw) > maxExpanded:
		x.fault("include less", "the page is larger than %d MiB with what it includes", maxExpanded>>20)
		return "", false
	}
	return strings.ReplaceAll(string(raw), "\r\n", "\n"), true
}

// take cuts the part out of a file's text: "2", "2:10", ":10", "2:" are lines,
// counted from 1 and both included; anything else is an anchor. Where the rest
// is kept it is hidden, as rustdoc does.
func take(text, part string, keep bool) (string, bool) {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if part == "" {
		return strings.Join(lines, "\n"), true
	}
	from, to, isRange := lineRange(part, len(lines))
	if !isRange {
		return takeAnchor(lines, part, keep)
	}
	var out []string
	for i, line := range lines {
		if i+1 >= from && i+1 <= to {
			out = append(out, line)
		} else if keep {
			out = append(out, "# "+line)
		}
	}
	return strings.Join(out, "\n"), true
}

func lineRange(part string, last int) (from, to int, ok bool) {
	first, second, two := strings.Cut(part, ":")
	from, to = 1, last
	var err error
	if first != "" {
		if from, err = strconv.Atoi(first); err != nil {
			return 0, 0, false
		}
		if !two {
			return from, from, true
		}
	}
	if second != "" {
		if to, err = strconv.Atoi(second); err != nil {
			return 0, 0, false
		}
	}
	return from, to, true
}

func takeAnchor(lines []string, name string, keep bool) (string, bool) {
	var out []string
	inside, found := false, false
	for _, line := range lines {
		if m := anchorEnd.FindStringSubmatch(line); m != nil {
			if m[1] == name {
				inside = false
			}
			continue
		}
		if m := anchorStart.FindStringSubmatch(line); m != nil {
			if m[1] == name {
				inside, found = true, true
			}
			continue
		}
		if inside {
			out = append(out, line)
		} else if keep {
			out = append(out, "# "+line)
		}
	}
	return strings.Join(out, "\n"), found
}
