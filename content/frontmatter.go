package content

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"happensbefore/course"
)

// frontMatter is what is known of a page beside its text.
type frontMatter struct {
	present     bool
	summaryLine int  // of the outline
	textLine    int  // the first below it
	numbered    bool // a chapter, not an appendix or a page without a number
	termLines   []int
	labLines    []int

	symptomLines []int
}

// fields are those a page may have; all of them are in BOOK order.
var fields = []string{"title", "summary", "symptoms", "terms", "labs", "principle", "mistake", "questions"}

const maxFrontMatter = 16 << 10

// readFrontMatter takes the front matter off and says on which line the text
// below it begins.
func (p *page) readFrontMatter(raw []byte) (body []byte, line int) {
	raw = bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n"))
	rest, ok := bytes.CutPrefix(raw, []byte("---\n"))
	if !ok {
		return raw, 1
	}
	p.matter.present = true
	m := matterReader{page: p, seen: map[string]int{}}
	head, body, closed := cutFence(rest)
	line = 2 + bytes.Count(head, []byte("\n")) + 1
	if !closed {
		m.fault(1, "close it with --- alone on a line", "the front matter is never closed")
		return raw, 1
	}
	if len(head) > maxFrontMatter {
		m.fault(1, "keep it short; the text belongs below it", "the front matter is larger than %d KiB", maxFrontMatter>>10)
		return body, line
	}
	m.read(head)
	return body, line
}

// cutFence takes what stands before the closing line apart from what follows it.
func cutFence(rest []byte) (head, body []byte, ok bool) {
	if body, ok := bytes.CutPrefix(rest, []byte("---\n")); ok {
		return nil, body, true
	}
	head, body, ok = bytes.Cut(rest, []byte("\n---\n"))
	if ok {
		return append(slices.Clip(head), '\n'), body, true
	}
	if head, ok := bytes.CutSuffix(rest, []byte("\n---")); ok {
		return append(slices.Clip(head), '\n'), nil, true
	}
	return nil, nil, false
}

type matterReader struct {
	*page
	seen map[string]int // field → line
}

func (m *matterReader) fault(line int, mend, format string, args ...any) {
	m.own = append(m.own, course.Problem{File: m.file, Line: line, What: fmt.Sprintf(format, args...), Mend: mend})
}

var yamlLine = regexp.MustCompile(`^yaml: line (\d+): (.*)$`)

func (m *matterReader) read(head []byte) {
	var doc yaml.Node
	if err := yaml.Unmarshal(head, &doc); err != nil {
		line, what := 1, err.Error()
		if found := yamlLine.FindStringSubmatch(what); found != nil {
			n, _ := strconv.Atoi(found[1])
			line, what = n+1, found[2]
			// The YAML reader counts the lines of this family of faults from 0.
			if strings.HasPrefix(what, "did not find expected") {
				line++
			}
		}
		m.fault(line, "put a text that holds a colon or a quote into quotes", "the front matter is not valid YAML: %s", what)
		return
	}
	if len(doc.Content) == 0 {
		m.fault(1, "write at least “title:” and “summary:”", "the front matter is empty")
		return
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		m.fault(root.Line+1, "write fields such as “title: …”", "the front matter is not a list of fields")
		return
	}
	review := course.Review{}
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		line := key.Line + 1
		if first, twice := m.seen[key.Value]; twice {
			m.fault(line, "keep one of the two", "the field “%s:” stands twice, first on line %d", key.Value, first)
			continue
		}
		m.seen[key.Value] = line
		switch key.Value {
		case "title":
			title := m.text(key, value)
			if title != "" && m.Title != "" && title != m.Title {
				m.fault(line, "make them the same", "the title is %q here and %q in the outline", title, m.Title)
			}
			if title != "" {
				m.Title = title
			}
		case "summary":
			m.Summary = m.text(key, value)
		case "symptoms":
			m.symptoms(key, value)
		case "terms":
			m.Terms, m.matter.termLines = m.list(key, value)
		case "labs":
			m.Labs, m.matter.labLines = m.list(key, value)
		case "principle":
			review.Principle = m.text(key, value)
		case "mistake":
			review.Mistake = m.text(key, value)
		case "questions":
			review.Questions, _ = m.list(key, value)
			if n := len(review.Questions); value.Kind == yaml.SequenceNode && n != 3 {
				m.fault(line, "ask exactly three for the next design review", "the field “questions:” has %d", n)
			}
		default:
			mend := "the fields are " + strings.Join(fields, ", ")
			if near := nearest(key.Value, fields); near != "" {
				mend = "did you mean “" + near + ":”?"
			}
			m.fault(line, mend, "unknown field “%s:” in the front matter", key.Value)
		}
	}
	m.require(review)
}

// require reports the fields that are missing, and keeps the review if it is whole.
func (m *matterReader) require(review course.Review) {
	needed := []string{"title", "summary"}
	of := []string{"principle", "mistake", "questions"}
	_, principle := m.seen["principle"]
	_, mistake := m.seen["mistake"]
	_, questions := m.seen["questions"]
	switch {
	case m.matter.numbered:
		needed = fields
	case principle || mistake || questions:
		needed = append(needed, of...)
	}
	for _, field := range needed {
		if m.seen[field] == 0 {
			m.fault(1, "add it (an empty list is written [])", "the field “%s:” is missing", field)
		}
	}
	if review.Principle != "" && review.Mistake != "" && len(review.Questions) == 3 {
		m.Review = &review
	}
}

func (m *matterReader) text(key, value *yaml.Node) string {
	text, err := scalar(value)
	if err != nil {
		m.fault(value.Line+1, "write one line of text, in quotes if it looks like something else", "the field “%s:” %v", key.Value, err)
	}
	return text
}

func (m *matterReader) list(key, value *yaml.Node) (items []string, lines []int) {
	if value.Kind != yaml.SequenceNode {
		m.fault(value.Line+1, "write “"+key.Value+": [one, another]”, or one item a line behind “- ”", "the field “%s:” is not a list", key.Value)
		return nil, nil
	}
	for _, item := range value.Content {
		text, err := scalar(item)
		if err != nil {
			m.fault(item.Line+1, "write it as text, in quotes if it holds a colon", "an item of “%s:” %v", key.Value, err)
			continue
		}
		if slices.Contains(items, text) {
			m.fault(item.Line+1, "keep one of them", "%q stands twice in “%s:”", text, key.Value)
			continue
		}
		items, lines = append(items, text), append(lines, item.Line+1)
	}
	return items, lines
}

// symptoms reads a list in which an item may also name the section that
// explains it: {text: …, section: …}.
func (m *matterReader) symptoms(key, value *yaml.Node) {
	texts := *value
	texts.Content = slices.Clone(value.Content)
	sections := map[int]string{} // by line
	for i, item := range texts.Content {
		if text, section := m.symptom(item); text != nil {
			texts.Content[i], sections[text.Line+1] = text, section
		}
	}
	var found []string
	found, m.matter.symptomLines = m.list(key, &texts)
	for i, text := range found {
		m.Symptoms = append(m.Symptoms, course.Symptom{Text: text, Section: sections[m.matter.symptomLines[i]]})
	}
}

// symptom is an item that names its section, taken apart; nil where it is none.
func (m *matterReader) symptom(item *yaml.Node) (text *yaml.Node, section string) {
	const mend = "write “- text: what hurts” and below it “section: anchor-of-the-heading”"
	if item.Kind != yaml.MappingNode {
		return nil, ""
	}
	for i := 0; i+1 < len(item.Content); i += 2 {
		if item.Content[i].Value == "text" {
			text = item.Content[i+1]
		}
	}
	if text == nil {
		return nil, ""
	}
	for i := 0; i+1 < len(item.Content); i += 2 {
		key, value := item.Content[i], item.Content[i+1]
		var err error
		switch key.Value {
		case "text":
		case "section":
			if section, err = scalar(value); err != nil {
				m.fault(value.Line+1, mend, "the section of a symptom %v", err)
			}
		default:
			m.fault(key.Line+1, mend, "a symptom has no field “%s:”", key.Value)
		}
	}
	return text, section
}

func scalar(n *yaml.Node) (string, error) {
	switch {
	case n.Kind == yaml.AliasNode:
		return "", errors.New("is a reference to another field")
	case n.Kind != yaml.ScalarNode:
		return "", errors.New("is not a text")
	case n.Tag == "!!null" || strings.TrimSpace(n.Value) == "":
		return "", errors.New("is empty")
	case n.Tag != "!!str":
		return "", fmt.Errorf("is a %s, not a text", strings.TrimPrefix(n.Tag, "!!"))
	}
	return strings.TrimSpace(n.Value), nil
}
