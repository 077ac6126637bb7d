package estimate

import (
	"errors"
	"fmt"
	"html"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// A formula is what a step computes, in base units.
type formula interface {
	value(of map[string]float64) float64
	// data is the formula for the page's script: a number, the name of a line, or
	// a list of an operator and its operands.
	data() any
	// told writes it for people, each name as told by name. Binding is how tightly
	// what stands around it binds.
	told(b *strings.Builder, binding int, name func(string) string)
}

const (
	loose = iota
	sums
	products
	divisors
)

type literal struct {
	text string
	n    float64
}

func (l literal) value(map[string]float64) float64 { return l.n }
func (l literal) data() any                        { return l.n }
func (l literal) told(b *strings.Builder, _ int, _ func(string) string) {
	b.WriteString(html.EscapeString(l.text))
}

type reference string

func (r reference) value(of map[string]float64) float64 { return of[string(r)] }
func (r reference) data() any                           { return string(r) }
func (r reference) told(b *strings.Builder, _ int, name func(string) string) {
	b.WriteString(name(string(r)))
}

type operation struct {
	sign        string // + - * /
	left, right formula
}

func (o operation) value(of map[string]float64) float64 {
	x, y := o.left.value(of), o.right.value(of)
	switch o.sign {
	case "+":
		return x + y
	case "-":
		return x - y
	case "*":
		return x * y
	default:
		return x / y
	}
}

func (o operation) data() any { return []any{o.sign, o.left.data(), o.right.data()} }

func (o operation) told(b *strings.Builder, binding int, name func(string) string) {
	own, right := sums, sums
	switch o.sign {
	case "-":
		right = products
	case "*":
		own, right = products, products
	case "/":
		own, right = products, divisors
	}
	if binding > own {
		b.WriteString("(")
		defer b.WriteString(")")
	}
	o.left.told(b, own, name)
	b.WriteString(map[string]string{"+": " + ", "-": " − ", "*": " × ", "/": " ÷ "}[o.sign])
	o.right.told(b, right, name)
}

type call struct {
	function string // min, max, ceil
	operands []formula
}

func (c call) value(of map[string]float64) float64 {
	v := c.operands[0].value(of)
	switch c.function {
	case "ceil":
		// A quotient that should be whole may lie a little above it.
		return math.Ceil(v - 1e-9*math.Abs(v))
	case "min":
		for _, o := range c.operands[1:] {
			v = min(v, o.value(of))
		}
	case "max":
		for _, o := range c.operands[1:] {
			v = max(v, o.value(of))
		}
	}
	return v
}

func (c call) data() any {
	list := []any{c.function}
	for _, o := range c.operands {
		list = append(list, o.data())
	}
	return list
}

func (c call) told(b *strings.Builder, _ int, name func(string) string) {
	b.WriteString(map[string]string{"ceil": "rounded up", "min": "smaller of", "max": "larger of"}[c.function] + "(")
	for i, o := range c.operands {
		if i > 0 {
			b.WriteString(", ")
		}
		o.told(b, loose, name)
	}
	b.WriteString(")")
}

var tokenForm = regexp.MustCompile(`^\s*(?:((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)|(\p{L}[\p{L}\d_]*)|([-+*/×÷−(),]))`)

// maxDepth bounds the nesting of a formula.
const maxDepth = 50

// A formulaReader reads one formula by recursive descent, and its dimension.
type formulaReader struct {
	rest  string
	dims  map[string]dimension // of the lines above
	depth int
}

func (r *formulaReader) peek() string {
	m := tokenForm.FindStringSubmatch(r.rest)
	if m == nil {
		return ""
	}
	return m[1] + m[2] + m[3]
}

func (r *formulaReader) take() string {
	m := tokenForm.FindStringSubmatch(r.rest)
	if m == nil {
		return ""
	}
	r.rest = r.rest[len(m[0]):]
	return m[1] + m[2] + m[3]
}

// readFormula reads a whole formula over the lines above it.
func readFormula(text string, dims map[string]dimension) (formula, dimension, error) {
	r := &formulaReader{rest: text, dims: dims}
	f, d, err := r.sum()
	if err == nil && strings.TrimSpace(r.rest) != "" {
		err = fmt.Errorf("the formula cannot be read from %q on", strings.TrimSpace(r.rest))
	}
	return f, d, err
}

func (r *formulaReader) sum() (formula, dimension, error) {
	if r.depth++; r.depth > maxDepth {
		return nil, nil, errors.New("the formula is nested too deeply")
	}
	defer func() { r.depth-- }()
	left, dim, err := r.product()
	for err == nil && (r.peek() == "+" || r.peek() == "-" || r.peek() == "−") {
		sign := strings.ReplaceAll(r.take(), "−", "-")
		var right formula
		var other dimension
		if right, other, err = r.product(); err == nil && !dim.equal(other) {
			err = fmt.Errorf("%s and %s are added or subtracted", dim, other)
		}
		left = operation{sign, left, right}
	}
	return left, dim, err
}

func (r *formulaReader) product() (formula, dimension, error) {
	left, dim, err := r.factor()
	for err == nil && r.peek() != "" && strings.Contains("*/×÷", r.peek()) {
		sign, power := "*", 1
		if by := r.take(); by == "/" || by == "÷" {
			sign, power = "/", -1
		}
		var right formula
		var other dimension
		if right, other, err = r.factor(); err == nil {
			left, dim = operation{sign, left, right}, dim.times(other, power)
		}
	}
	return left, dim, err
}

func (r *formulaReader) factor() (formula, dimension, error) {
	token := r.take()
	switch {
	case token == "":
		return nil, nil, errors.New("the formula ends where a number or a name is due")
	case token == "(":
		f, dim, err := r.sum()
		if err == nil && r.take() != ")" {
			err = errors.New("a parenthesis is never closed")
		}
		return f, dim, err
	case token[0] >= '0' && token[0] <= '9':
		n, err := number(token)
		return literal{token, n}, dimension{}, err
	case token == "min" || token == "max" || token == "ceil":
		return r.call(token)
	case strings.Contains("-+*/×÷−),", token):
		return nil, nil, fmt.Errorf("%q stands where a number or a name is due", token)
	}
	dim, ok := r.dims[token]
	if !ok {
		return nil, nil, fmt.Errorf("no line above is named %q", token)
	}
	return reference(token), dim, nil
}

func (r *formulaReader) call(function string) (formula, dimension, error) {
	if r.take() != "(" {
		return nil, nil, fmt.Errorf("%s has no parenthesis behind it", function)
	}
	c := call{function: function}
	var dim dimension
	for {
		f, d, err := r.sum()
		if err != nil {
			return nil, nil, err
		}
		if len(c.operands) > 0 && !d.equal(dim) {
			return nil, nil, fmt.Errorf("%s compares %s with %s", function, dim, d)
		}
		c.operands, dim = append(c.operands, f), d
		switch r.take() {
		case ",":
			continue
		case ")":
		default:
			return nil, nil, fmt.Errorf("the parenthesis of %s is never closed", function)
		}
		break
	}
	if function != "ceil" && len(c.operands) == 1 {
		return nil, nil, fmt.Errorf("%s compares one thing alone; a comma between numbers has a space behind it", function)
	}
	if function == "ceil" && (len(c.operands) != 1 || dim["s"] != 0 || dim["B"] != 0) {
		return nil, nil, errors.New("ceil rounds one number of whole things, not time or data")
	}
	return c, dim, nil
}

// number reads "2,000,000" and "0.5".
func number(text string) (float64, error) {
	n, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", ""), 64)
	if err != nil || math.IsInf(n, 0) {
		return 0, fmt.Errorf("%q is not a number", text)
	}
	return n, nil
}
