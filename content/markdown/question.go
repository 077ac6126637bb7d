package markdown

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"happensbefore/course"
)

const questionsTitle = "check yourself"

const questionForm = "write “1. question”, below it the options as “- [ ] …” and “- [x] …”, and below each option, indented, “> why”"

// cutQuestions takes the section “Check yourself” out of the text.
func (p *page) cutQuestions(doc ast.Node) []ast.Node {
	var start *ast.Heading
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok && h.Level == 2 && strings.EqualFold(p.plain(h), questionsTitle) {
			start = h
			break
		}
	}
	if start == nil {
		return nil
	}
	var cut []ast.Node
	for n := start.NextSibling(); n != nil; n = n.NextSibling() {
		if _, notes := n.(*east.FootnoteList); notes {
			break
		}
		if h, ok := n.(*ast.Heading); ok && h.Level <= 2 {
			p.problem(h, "move it before “## Check yourself”", "a section follows “Check yourself”, which is the last one")
			break
		}
		cut = append(cut, n)
	}
	if len(cut) == 0 {
		p.problem(start, questionForm, "the section “Check yourself” is empty")
	}
	for _, n := range cut {
		doc.RemoveChild(doc, n)
	}
	doc.RemoveChild(doc, start)
	return cut
}

func (p *page) questions(nodes []ast.Node) []course.Question {
	var found []course.Question
	for _, n := range nodes {
		list, ok := n.(*ast.List)
		if !ok || !list.IsOrdered() {
			p.problem(n, questionForm, "“Check yourself” holds something that is not an ordered list of questions")
			continue
		}
		for item := list.FirstChild(); item != nil; item = item.NextSibling() {
			found = append(found, p.question(item, "q"+strconv.Itoa(len(found)+1)))
		}
	}
	return found
}

func (p *page) question(item ast.Node, id string) course.Question {
	q := course.Question{ID: id}
	asked := ast.NewDocument()
	var options *ast.List
	for _, n := range children(item) {
		list, isList := n.(*ast.List)
		switch {
		case isList && isTaskList(list):
			if options != nil {
				p.problem(n, "leave no text between the options", "question %s has two lists of options", id[1:])
				continue
			}
			options = list
		case options != nil:
			p.problem(n, "put it before the options, or indent it below one", "question %s goes on after its options", id[1:])
		default:
			asked.AppendChild(asked, paragraph(n))
		}
	}
	if !asked.HasChildren() {
		p.problem(item, questionForm, "question %s asks nothing", id[1:])
	}
	q.HTML = p.html(asked)
	if options == nil {
		p.problem(item, questionForm, "question %s has no options", id[1:])
		return q
	}
	numeric := 0
	for n := options.FirstChild(); n != nil; n = n.NextSibling() {
		o, isNumeric := p.option(n)
		if isNumeric {
			numeric++
		}
		q.Options = append(q.Options, o)
	}
	q.Numeric = numeric > 0
	p.checkOptions(options, id, q, numeric)
	return q
}

func (p *page) checkOptions(list ast.Node, id string, q course.Question, numeric int) {
	right := 0
	for _, o := range q.Options {
		if o.Right {
			right++
		}
	}
	switch {
	case numeric > 0 && numeric < len(q.Options):
		p.problem(list, "begin each option with “=”, or none", "question %s mixes numbers with choices", id[1:])
	case right == 0:
		p.problem(list, "mark the right option with [x]", "no option of question %s is right", id[1:])
	case right > 1:
		p.problem(list, "mark one option with [x]", "%d options of question %s are right; the reader chooses one", right, id[1:])
	case !q.Numeric && len(q.Options) < 2:
		p.problem(list, "add an option that is wrong, with the reason", "question %s leaves no choice", id[1:])
	}
	for _, o := range q.Options {
		for _, other := range q.Options {
			if q.Numeric && o.Right && !other.Right && math.Abs(o.Value-other.Value) <= o.Tolerance {
				p.problem(list, "narrow the tolerance, or choose another wrong number", "question %s: %v counts as right and as wrong", id[1:], other.Value)
			}
		}
	}
}

// option reads one answer. Its first paragraph is set without a paragraph of
// its own, so that it can stand beside a radio button.
func (p *page) option(item ast.Node) (o course.Option, numeric bool) {
	shown, why := ast.NewDocument(), ast.NewDocument()
	said := ""
	for i, n := range children(item) {
		if i == 0 {
			box, ok := n.FirstChild().(*east.TaskCheckBox)
			if !ok {
				p.problem(item, "begin it with [ ] or [x]", "an option has no box")
			} else {
				o.Right = box.IsChecked
				n.RemoveChild(n, box)
			}
			said = p.plain(n)
			shown.AppendChild(shown, inline(n))
			continue
		}
		if quote, ok := n.(*ast.Blockquote); ok {
			for _, c := range children(quote) {
				why.AppendChild(why, c)
			}
			continue
		}
		if why.HasChildren() {
			p.problem(n, "put it before the quotation, or behind a >", "an option goes on after its reason")
		}
		shown.AppendChild(shown, n)
	}
	if said == "" && shown.ChildCount() < 2 {
		p.problem(item, "write the answer behind the box", "an option is empty")
	}
	if !why.HasChildren() {
		p.problem(item, "add below it, indented, “> why”", "the option %q does not say why it is right or wrong", said)
	}
	for _, link := range all[*ast.Link](shown) {
		p.problem(link, "put it into the reason", "an option holds a link, and is itself something to press")
	}
	o.HTML, o.Why = p.html(shown), p.html(why)
	if !strings.HasPrefix(said, "=") {
		return o, false
	}
	o.HTML = strings.TrimSpace(strings.TrimPrefix(o.HTML, "="))
	value, tolerance, ok := number(said)
	if !ok {
		p.problem(item, "write it as “= 40 ± 2” or “= 400”, with a unit behind it if you like", "the number %q cannot be read", said)
	}
	o.Value, o.Tolerance = value, tolerance
	return o, true
}

const digits = `[-+−]?(?:\d{1,3}(?:[,_]\d{3})+|\d+)?(?:\.\d+)?(?:[eE][-+]?\d+)?`

var numberForm = regexp.MustCompile(`^=\s*(` + digits + `)\s*(?:(?:±|\+/-|\+-)\s*(` + digits + `)\s*(%)?)?(?:\s*[^\d\s.].*)?$`)

// number reads “= 40 ± 2 ms”, “= 1,000 ± 5 %” and the like.
func number(s string) (value, tolerance float64, ok bool) {
	m := numberForm.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return 0, 0, false
	}
	value, err := strconv.ParseFloat(separators.Replace(m[1]), 64)
	if err != nil {
		return 0, 0, false
	}
	if m[2] == "" {
		return value, 0, !strings.ContainsAny(s, "±")
	}
	if tolerance, err = strconv.ParseFloat(separators.Replace(m[2]), 64); err != nil || tolerance < 0 {
		return 0, 0, false
	}
	if m[3] != "" {
		tolerance *= math.Abs(value) / 100
	}
	return value, tolerance, true
}

var separators = strings.NewReplacer(",", "", "_", "", "−", "-")

func isTaskList(l *ast.List) bool {
	for item := l.FirstChild(); item != nil; item = item.NextSibling() {
		if item.FirstChild() != nil {
			if _, ok := item.FirstChild().FirstChild().(*east.TaskCheckBox); ok {
				return true
			}
		}
	}
	return false
}

func children(n ast.Node) []ast.Node {
	var found []ast.Node
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		found = append(found, c)
	}
	return found
}

// paragraph makes a paragraph of the bare text that a tight list has.
func paragraph(n ast.Node) ast.Node {
	if n.Kind() != ast.KindTextBlock {
		return n
	}
	p := ast.NewParagraph()
	for _, c := range children(n) {
		p.AppendChild(p, c)
	}
	return p
}

// inline makes bare text of the paragraph that a loose list has.
func inline(n ast.Node) ast.Node {
	if n.Kind() != ast.KindParagraph {
		return n
	}
	t := ast.NewTextBlock()
	for _, c := range children(n) {
		t.AppendChild(t, c)
	}
	return t
}
