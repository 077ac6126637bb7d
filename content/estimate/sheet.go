package estimate

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strings"
)

// A Sheet is a calculator: givens and steps, in order.
type Sheet struct {
	Title string
	lines []line
}

// A line is one quantity.
type line struct {
	label, name, note string
	unit              unit
	given             string  // the number as the author wrote it; empty for a step
	formula           formula // of a step
	value             float64 // in base units, with the givens as they are written
}

// A Fault is what is wrong with a line of a calculator.
type Fault struct {
	Line int // counted from 1
	What string
	Mend string
}

// Faults are all that is wrong with a calculator. They are an error.
type Faults []Fault

func (f Faults) Error() string {
	said := make([]string, len(f))
	for i, fault := range f {
		said[i] = fmt.Sprintf("line %d: %s", fault.Line, fault.What)
	}
	return strings.Join(said, "\n")
}

var (
	lineForm  = regexp.MustCompile(`^([^|]+)\|\s*(\p{L}[\p{L}\d_]*)\s*([=:])\s*([^|]*?)\s*(?:\|\s*(.*))?$`)
	givenForm = regexp.MustCompile(`^((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?:\s+(\S.*)|(%))?$`)
	stepForm  = regexp.MustCompile(`^(.*\S)\s+in\s+(\S.*)$`)
)

const lineMend = "write “Label | name = 5 links/day” for a given, “Label | name: a * b in links/s” for a step"

// Parse reads a calculator. Its error is Faults.
func Parse(source string) (*Sheet, error) {
	r := reader{sheet: &Sheet{}, dims: map[string]dimension{}, values: map[string]float64{}}
	for i, text := range strings.Split(strings.TrimRight(source, "\n"), "\n") {
		text = strings.TrimSpace(text)
		if text == "" {
			continue
		}
		if mend, err := r.read(text); err != nil {
			r.faults = append(r.faults, Fault{i + 1, err.Error(), mend})
		}
	}
	if len(r.faults) == 0 {
		r.whole()
	}
	if len(r.faults) > 0 {
		return nil, r.faults
	}
	return r.sheet, nil
}

type reader struct {
	sheet  *Sheet
	dims   map[string]dimension
	values map[string]float64
	faults Faults
}

// whole wants what a calculator cannot do without.
func (r *reader) whole() {
	givens := 0
	for _, l := range r.sheet.lines {
		if l.formula == nil {
			givens++
		}
	}
	switch {
	case r.sheet.Title == "":
		r.faults = append(r.faults, Fault{1, "the calculator has no title", "begin it with “title: …”"})
	case givens == 0:
		r.faults = append(r.faults, Fault{1, "the calculator has nothing to change", lineMend})
	case givens == len(r.sheet.lines):
		r.faults = append(r.faults, Fault{1, "the calculator computes nothing", lineMend})
	}
}

func (r *reader) read(text string) (mend string, err error) {
	if title, ok := strings.CutPrefix(text, "title:"); ok {
		if r.sheet.Title != "" {
			return "keep one of them", errors.New("the calculator has two titles")
		}
		r.sheet.Title = strings.TrimSpace(title)
		return "", nil
	}
	m := lineForm.FindStringSubmatch(text)
	if m == nil {
		return lineMend, fmt.Errorf("the line %q cannot be read", text)
	}
	l := line{label: strings.TrimSpace(m[1]), name: m[2], note: strings.TrimSpace(m[5])}
	if _, twice := r.dims[l.name]; twice || l.name == "min" || l.name == "max" || l.name == "ceil" {
		return "choose another name", fmt.Errorf("the name %q is taken", l.name)
	}
	if m[3] == "=" {
		mend, err = r.given(&l, m[4])
	} else {
		mend, err = r.step(&l, m[4])
	}
	// A line with a fault keeps its name, so that the lines below have none for it.
	r.dims[l.name] = l.unit.dim
	if err != nil {
		return mend, err
	}
	r.values[l.name] = l.value
	r.sheet.lines = append(r.sheet.lines, l)
	return "", nil
}

func (r *reader) given(l *line, text string) (mend string, err error) {
	m := givenForm.FindStringSubmatch(text)
	if m == nil {
		return "write a number and its unit: 2,000,000 links/day", fmt.Errorf("%q is not a number with a unit", text)
	}
	l.given = m[1]
	if l.unit, err = readUnit(m[2] + m[3]); err != nil {
		return "write words, with / between them", err
	}
	n, err := number(l.given)
	l.value = n * l.unit.scale
	return "write a number", err
}

func (r *reader) step(l *line, text string) (mend string, err error) {
	formula, in := text, ""
	if m := stepForm.FindStringSubmatch(text); m != nil {
		formula, in = m[1], m[2]
	}
	if l.unit, err = readUnit(in); err != nil {
		return "write words, with / between them", err
	}
	var dim dimension
	if l.formula, dim, err = readFormula(formula, r.dims); err != nil {
		return "see the lines above; a formula has + - * / ( ), min, max and ceil", err
	}
	if !dim.equal(l.unit.dim) {
		return "mend the formula, or the unit behind “in”", fmt.Errorf("the formula gives %s, not %s", dim, l.unit.dim)
	}
	if l.value = l.formula.value(r.values); math.IsNaN(l.value) || math.IsInf(l.value, 0) {
		return "choose givens with which it can be computed", errors.New("the formula divides by zero")
	}
	return "", nil
}
