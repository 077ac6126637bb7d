package webtest

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// A script is what was read from a file, checked but not yet played.
type script struct {
	name      string
	exchanges []exchange
}

// An exchange is one request with what is wanted of its answer. One without a
// method is the line "new reader".
type exchange struct {
	line         int
	method, path string
	headers      []field
	form         []field
	wants        []want
	keeps        []keep
}

type field struct{ name, value string }

// A want is one expectation. The expression is compiled when it is played,
// because it may hold what an earlier exchange kept.
type want struct {
	line    int
	of      source
	not     bool
	pattern string // of a body or a header
	status  int    // of a status
}

// A keep names what the first group of the pattern matches.
type keep struct {
	line    int
	name    string
	of      source
	pattern string
}

// A source is the part of an answer that is looked at.
type source struct {
	part   string // "status", "body", "header"
	header string
}

func (s source) String() string {
	if s.part == "header" {
		return "header " + s.header
	}
	return s.part
}

// parse reads a script and reports the first line that it does not understand.
func parse(name, text string) (*script, error) {
	s := &script{name: name}
	lines := strings.Split(text, "\n")
	var current *exchange
	for i := 0; i < len(lines); i++ {
		number, line := i+1, strings.TrimRight(lines[i], " \r")
		fault := func(format string, args ...any) error {
			return fmt.Errorf("%s:%d: %s", name, number, fmt.Sprintf(format, args...))
		}
		switch {
		case line == "":
			current = nil
			continue
		case strings.HasPrefix(line, "#"):
			continue
		case current == nil && line == "new reader":
			s.exchanges = append(s.exchanges, exchange{line: number})
			continue
		case current == nil:
			method, path, ok := strings.Cut(line, " ")
			if !ok || method != strings.ToUpper(method) || !strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "${") {
				return nil, fault("want a request such as GET /path, got %q", line)
			}
			s.exchanges = append(s.exchanges, exchange{line: number, method: method, path: path})
			current = &s.exchanges[len(s.exchanges)-1]
			continue
		}

		verb, rest, _ := strings.Cut(line, " ")
		switch verb {
		case "header":
			name, value, ok := strings.Cut(rest, ":")
			if !ok {
				return nil, fault("want header Name: value")
			}
			current.headers = append(current.headers, field{name, strings.TrimSpace(value)})
		case "form":
			if name, ok := strings.CutSuffix(rest, ":"); ok && !strings.Contains(name, " ") {
				var value []string
				for i+1 < len(lines) && (strings.HasPrefix(lines[i+1], "\t") || lines[i+1] == "" && indented(lines[i+2:])) {
					i++
					value = append(value, strings.TrimPrefix(lines[i], "\t"))
				}
				current.form = append(current.form, field{name, strings.Join(value, "\n") + "\n"})
				continue
			}
			name, value, ok := strings.Cut(rest, " = ")
			if !ok {
				return nil, fault("want form name = value, or form name: and indented lines")
			}
			current.form = append(current.form, field{name, value})
		case "want":
			w, err := parseWant(rest)
			if err != nil {
				return nil, fault("%v", err)
			}
			w.line = number
			current.wants = append(current.wants, w)
		case "keep":
			name, rest, ok := strings.Cut(rest, " = ")
			of, not, pattern, err := parseMatch(rest)
			if !ok || err != nil || not {
				return nil, fault("want keep name = body ~ expression with (a group), or header Name ~ …")
			}
			current.keeps = append(current.keeps, keep{line: number, name: name, of: of, pattern: pattern})
		default:
			return nil, fault("%q is none of header, form, want, keep", verb)
		}
	}
	for _, e := range s.exchanges {
		if e.method != "" && !e.wantsStatus() {
			return nil, fmt.Errorf("%s:%d: %s %s: does not say which status it wants", name, e.line, e.method, e.path)
		}
	}
	if len(s.exchanges) == 0 {
		return nil, fmt.Errorf("%s: holds no request", name)
	}
	return s, nil
}

// indented says whether an empty line is inside a form value: the next line
// that is not empty is still indented.
func indented(lines []string) bool {
	for _, l := range lines {
		if l != "" {
			return strings.HasPrefix(l, "\t")
		}
	}
	return false
}

func parseWant(text string) (want, error) {
	if code, ok := strings.CutPrefix(text, "status "); ok {
		status, err := strconv.Atoi(code)
		if err != nil || http.StatusText(status) == "" {
			return want{}, fmt.Errorf("%q is no status", code)
		}
		return want{of: source{part: "status"}, status: status}, nil
	}
	if name, ok := strings.CutPrefix(text, "no header "); ok {
		return want{of: source{"header", name}, not: true, pattern: `(?s).`}, nil
	}
	of, not, pattern, err := parseMatch(text)
	if err != nil {
		return want{}, fmt.Errorf("want status N, body ~ …, body !~ …, header Name ~ …, no header Name; got %q: %w", text, err)
	}
	return want{of: of, not: not, pattern: pattern}, nil
}

// parseMatch reads "body ~ x", "body !~ x", "header Name ~ x".
func parseMatch(text string) (of source, not bool, pattern string, err error) {
	left, pattern, ok := strings.Cut(text, " ~ ")
	if other, negated, isNot := strings.Cut(text, " !~ "); isNot && (!ok || len(other) < len(left)) {
		left, pattern, not, ok = other, negated, true, true
	}
	if !ok {
		return source{}, false, "", fmt.Errorf("no ~ in %q", text)
	}
	of.part, of.header, _ = strings.Cut(left, " ")
	if of.part != "body" && of.part != "header" || (of.part == "header") != (of.header != "") {
		return source{}, false, "", fmt.Errorf("%q is neither body nor header Name", left)
	}
	// Compiled here only to refuse it early, with what is kept left open.
	if _, err := regexp.Compile(kept.ReplaceAllString(pattern, "x")); err != nil {
		return source{}, false, "", err
	}
	return of, not, pattern, nil
}

func (e *exchange) wantsStatus() bool {
	for _, w := range e.wants {
		if w.of.part == "status" {
			return true
		}
	}
	return false
}

// readOnly says whether the exchange leaves the server as it was.
func (e *exchange) readOnly() bool {
	return e.method == "" || e.method == http.MethodGet || e.method == http.MethodHead
}

var kept = regexp.MustCompile(`\$\{([a-z]+)\}`)

// fill puts what was kept in the place of ${name}.
func fill(text string, values map[string]string, quote func(string) string) (string, error) {
	var err error
	filled := kept.ReplaceAllStringFunc(text, func(ref string) string {
		name := ref[2 : len(ref)-1]
		value, ok := values[name]
		if !ok {
			err = fmt.Errorf("nothing was kept as %q", name)
		}
		return quote(value)
	})
	return filled, err
}

func asIs(s string) string { return s }

func (e *exchange) encoded(values map[string]string) (string, error) {
	form := url.Values{}
	for _, f := range e.form {
		value, err := fill(f.value, values, asIs)
		if err != nil {
			return "", err
		}
		form.Add(f.name, value)
	}
	return form.Encode(), nil
}
