package labs

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"happensbefore/course"
)

// A role is what a file is for.
type role string

const (
	starter  role = "starter"
	visible  role = "visible"
	hidden   role = "hidden"
	solution role = "solution"
	wrong    role = "wrong"
)

var roles = []role{starter, visible, hidden, solution, wrong}

// isTest says whether the role's files are tests.
func (r role) isTest() bool { return r == visible || r == hidden }

// isSecret says whether the role's files are kept from learners.
func (r role) isSecret() bool { return r != starter && r != visible }

// purpose says what the role's files are for.
func (r role) purpose() string {
	switch r {
	case starter:
		return "what the learner begins with"
	case visible:
		return "a test that the learner sees and can run"
	case hidden:
		return "the tests that the checks name"
	case solution:
		return "a solution that passes every check"
	}
	return "a wrong solution that the hidden tests catch"
}

// attributes are what may stand between the braces of the role's fences.
func (r role) attributes() []string {
	switch r {
	case solution:
		return []string{"file", "role", "name"}
	case wrong:
		return []string{"file", "role", "name", "fails", "steps"}
	}
	return []string{"file", "role"}
}

// A part is a file of the lab with what its fence says of it.
type part struct {
	line  int // of the fence
	role  role
	file  course.File
	name  string   // of a solution or a wrong solution
	fails []string // of a wrong solution
	steps *int     // of a wrong solution
}

// String is what its author knows the part by: "clock.go (wrong forgets-max)".
func (p part) String() string {
	if p.name == "" {
		return fmt.Sprintf("%s (%s)", p.file.Name, p.role)
	}
	return fmt.Sprintf("%s (%s %s)", p.file.Name, p.role, p.name)
}

// report adds a finding in words that stay with the author where the part is secret.
func (p part) report(f *findings, line int, what, mend string) {
	f.put(line, what, mend, p.role.isSecret())
}

// reference is the name of a solution that has none of its own.
const reference = "reference"

const fenceExample = "write ```go {file=clock.go role=starter}"

var (
	fileInfo    = regexp.MustCompile(`^go\s*\{([^{}]*)\}$`)
	fileName    = regexp.MustCompile(`^[a-z][a-z0-9_]*\.go$`)
	variantName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
)

// readParts reads the fences of blocks. A block whose fence it cannot read is
// left out. It says whether all of them were clean.
func readParts(blocks []block, f *findings) (parts []part, clean bool) {
	before := len(f.list)
	for _, b := range blocks {
		if p, readable := readPart(b, f); readable {
			parts = append(parts, p)
		}
	}
	return parts, len(f.list) == before
}

func readPart(b block, f *findings) (part, bool) {
	p := part{line: b.line}
	report := func(what, mend string) { f.addSecret(b.line, what, mend) }
	m := fileInfo.FindStringSubmatch(b.info)
	if m == nil {
		report(fmt.Sprintf("the fence's words %q are not understood", b.info),
			fenceExample+" for a file of the lab, or ```go alone for code in the task")
		return p, false
	}
	attributes := map[string]string{}
	for _, word := range strings.Fields(m[1]) {
		key, value, ok := strings.Cut(word, "=")
		if !ok || value == "" {
			report(fmt.Sprintf("%q on the fence has no value", word), fenceExample+", with no space around = or ,")
			return p, false
		}
		if _, twice := attributes[key]; twice {
			report(fmt.Sprintf("%s= is on the fence twice", key), "keep one of them")
			return p, false
		}
		attributes[key] = value
	}
	p.role = role(attributes["role"])
	if !slices.Contains(roles, p.role) {
		what := fmt.Sprintf("unknown role %q", p.role)
		if p.role == "" {
			what = "the fence has no role="
		}
		report(what, "the roles are starter, visible, hidden, solution and wrong")
		return p, false
	}
	report = func(what, mend string) { p.report(f, b.line, what, mend) }
	for _, word := range strings.Fields(m[1]) {
		key, _, _ := strings.Cut(word, "=")
		if !slices.Contains(p.role.attributes(), key) {
			report(fmt.Sprintf("unknown attribute %q", key),
				fmt.Sprintf("the fence of a %s takes %s", p.role, strings.Join(p.role.attributes(), ", ")))
		}
	}
	p.file = course.File{Name: attributes["file"], Source: b.source}
	p.name = attributes["name"]
	if p.role == solution && p.name == "" {
		p.name = reference
	}
	if fails := attributes["fails"]; fails != "" {
		p.fails = strings.Split(fails, ",")
	}
	if steps := attributes["steps"]; steps != "" && p.role == wrong {
		n, err := strconv.Atoi(steps)
		if err != nil || n < 0 {
			report(fmt.Sprintf("steps=%s is not a number of steps", steps), "write how many steps the shortest schedule needs at most, such as steps=2")
		} else {
			p.steps = &n
		}
	}
	switch {
	case p.file.Name == "":
		report("the fence has no file=", fenceExample)
		return p, false
	case !fileName.MatchString(p.file.Name):
		report(fmt.Sprintf("%q is not a plain file name", p.file.Name), "use small letters, digits and _, end in .go, and name no folder")
		return p, false
	case p.role.isTest() && !strings.HasSuffix(p.file.Name, "_test.go"):
		report(fmt.Sprintf("%s holds tests but is not named so", p), "end its name in _test.go")
	case !p.role.isTest() && strings.HasSuffix(p.file.Name, "_test.go"):
		report(fmt.Sprintf("%s is the learner's but named as a test", p), "take _test from its name; the tests of a lab are visible or hidden")
	}
	if p.name != "" && !variantName.MatchString(p.name) {
		report(fmt.Sprintf("%q is not a name", p.name), "use small letters and digits, with hyphens between words")
	}
	return p, true
}
