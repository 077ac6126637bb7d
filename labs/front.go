package labs

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"happensbefore/course"
)

// front is what the front matter says.
type front struct {
	title, chapter, summary string
	chapterLine             int
	difficulty, minutes     int
	checks                  []check
	limits                  course.Limits
	sound                   bool // every check could be read, so that others can be held to them
}

// A check is one line of the grading contract with its place.
type check struct {
	course.Check
	line   int
	seeded bool // seeds are given
}

var (
	frontFields = []string{"title", "chapter", "summary", "difficulty", "minutes", "checks", "limits"}
	checkFields = []string{"test", "points", "seeds", "says"}
)

const checkExample = `write - {test: TestX, points: 1, says: "what it demands"}`

var testName = regexp.MustCompile(`^Test[A-Z][A-Za-z0-9_]*$`)

func readFront(p passage, f *findings) front {
	r := frontReader{findings: f, before: p.line - 1}
	head := front{limits: course.DefaultLimits()}
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(p.text), &root); err != nil {
		r.syntax(err)
		return head
	}
	// A document of comments alone has no content.
	fields := map[string]*yaml.Node{}
	if len(root.Content) > 0 {
		var ok bool
		if fields, ok = r.mapping(root.Content[0], "the front matter", frontFields); !ok {
			return head
		}
	}
	head.title = r.text(r.required(fields, "title"), "title")
	if n := r.required(fields, "chapter"); n != nil {
		head.chapter, head.chapterLine = r.text(n, "chapter"), r.line(n)
	}
	head.summary = r.text(r.required(fields, "summary"), "summary")
	head.difficulty = r.count(r.required(fields, "difficulty"), "difficulty", 5, "a whole number from 1 (a warm-up) to 5 (a weekend)")
	head.minutes = r.count(r.required(fields, "minutes"), "minutes", maxCount, "the minutes that the lab takes, as a whole number above 0")
	head.checks, head.sound = r.checks(fields)
	if n := fields["limits"]; n != nil {
		head.limits = r.limits(n)
	}
	return head
}

// maxCount bounds minutes, points and seeds; more is a slip of the key, and
// that many seeds would not fit into any lab's time.
const maxCount = 10_000

// A frontReader reads YAML nodes strictly and reports what it does not accept.
type frontReader struct {
	findings *findings
	before   int // lines of the file before the YAML
}

func (r *frontReader) line(n *yaml.Node) int { return r.before + n.Line }

var yamlLine = regexp.MustCompile(`^line (\d+): `)

func (r *frontReader) syntax(err error) {
	what := strings.TrimPrefix(err.Error(), "yaml: ")
	line := 1
	var wrongType *yaml.TypeError
	if errors.As(err, &wrongType) && len(wrongType.Errors) > 0 {
		what = wrongType.Errors[0]
	}
	if m := yamlLine.FindStringSubmatch(what); m != nil {
		n, _ := strconv.Atoi(m[1]) // the pattern admits digits alone
		line, what = r.before+n, what[len(m[0]):]
	}
	r.findings.add(line, "the front matter is not YAML: "+what,
		"look at this line and the one before it; text with a colon or a # in it needs quotes")
}

// mapping is the fields of n by name, each once and each known.
func (r *frontReader) mapping(n *yaml.Node, what string, known []string) (map[string]*yaml.Node, bool) {
	if n.Kind != yaml.MappingNode {
		r.findings.add(r.line(n), what+" is not a list of fields", "give it the fields "+strings.Join(known, ", "))
		return nil, false
	}
	fields := map[string]*yaml.Node{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case !slices.Contains(known, key.Value):
			r.findings.add(r.line(key), fmt.Sprintf("unknown field %q", key.Value),
				what+" has the fields "+strings.Join(known, ", "))
		case fields[key.Value] != nil:
			r.findings.add(r.line(key), fmt.Sprintf("the field %s is there twice", key.Value), "keep one of them")
		default:
			fields[key.Value] = value
		}
	}
	return fields, true
}

// required is the named field; where it is missing, that is reported.
func (r *frontReader) required(fields map[string]*yaml.Node, name string) *yaml.Node {
	if fields[name] == nil {
		r.findings.add(1, fmt.Sprintf("the front matter has no %s", name), "add the field "+name)
	}
	return fields[name]
}

// text is n as words; a missing n is none.
func (r *frontReader) text(n *yaml.Node, name string) string {
	if n == nil {
		return ""
	}
	text := strings.TrimSpace(n.Value)
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || text == "" {
		r.findings.add(r.line(n), name+" is "+shown(n), "give it words")
		return ""
	}
	return text
}

// count is n as a number from 1 to most; a missing n is 0.
func (r *frontReader) count(n *yaml.Node, name string, most int, what string) int {
	if n == nil {
		return 0
	}
	number, err := strconv.Atoi(n.Value)
	if n.Kind != yaml.ScalarNode || err != nil || number < 1 || number > most {
		r.findings.add(r.line(n), fmt.Sprintf("%s is %s", name, shown(n)), "give it "+what)
		return 0
	}
	return number
}

// shown is how a message quotes a value.
func shown(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Kind == yaml.MappingNode:
		return "a list of fields"
	case strings.TrimSpace(n.Value) == "":
		return "empty"
	}
	return n.Value
}

// checks are the checks that can be read; sound says whether all of them can.
func (r *frontReader) checks(fields map[string]*yaml.Node) (list []check, sound bool) {
	n := r.required(fields, "checks")
	if n == nil {
		return nil, false
	}
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		r.findings.add(r.line(n), "checks is not a list of at least one check", checkExample)
		return nil, false
	}
	for _, one := range n.Content {
		if c, ok := r.check(one); ok {
			list = append(list, c)
		}
	}
	return list, len(list) == len(n.Content)
}

func (r *frontReader) check(n *yaml.Node) (check, bool) {
	c := check{line: r.line(n)}
	c.Seeds = 1
	fields, ok := r.mapping(n, "a check", checkFields)
	if !ok {
		return c, false
	}
	for _, name := range checkFields {
		if fields[name] == nil && name != "seeds" {
			r.findings.add(c.line, "the check has no "+name, checkExample)
		}
	}
	if test := fields["test"]; test != nil {
		c.line = r.line(test)
		c.Test = test.Value
		if !testName.MatchString(c.Test) || c.Test == "TestMain" {
			r.findings.add(c.line, fmt.Sprintf("%q is not the name of a test", c.Test),
				"name a function of the hidden tests, such as TestX")
			return c, false
		}
	}
	c.Says = r.text(fields["says"], "says")
	c.Points = r.count(fields["points"], "points", maxCount, "a whole number above 0")
	if seeds := fields["seeds"]; seeds != nil {
		c.seeded = true
		c.Seeds = max(1, r.count(seeds, "seeds", maxCount, "a whole number above 0"))
	}
	return c, c.Test != ""
}
