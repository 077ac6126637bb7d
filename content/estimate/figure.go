package estimate

import (
	"encoding/json"
	"fmt"
	"html"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Figure is the calculator as safe HTML that can be read as it is: a table with
// the givens and, for each step, the formula in names and in numbers. What a
// script needs to compute it anew is in data attributes: of each row its name,
// how many base units its unit is, and the formula in base units. The ID is
// unique on the page.
func (s *Sheet) Figure(id string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<figure class="figure calculator" data-calculator aria-labelledby="%s-title"><figcaption id="%s-title">%s</figcaption>`,
		id, id, html.EscapeString(s.Title))
	b.WriteString(`<div class="table" tabindex="0" role="group" aria-label="Calculator"><table><thead><tr><th scope="col">What</th><th scope="col">How</th><th scope="col">Value</th></tr></thead><tbody>`)
	units := map[string]line{}
	for _, l := range s.lines {
		units[l.name] = l
		l.row(&b, id+"-"+l.name, units)
	}
	b.WriteString(`</tbody></table></div></figure>`)
	return b.String()
}

func (l line) row(b *strings.Builder, id string, above map[string]line) {
	scale := strconv.FormatFloat(l.unit.scale, 'g', -1, 64)
	fmt.Fprintf(b, `<tr data-name="%s" data-scale="%s" data-unit="%s"`, l.name, scale, html.EscapeString(l.unit.text))
	if l.formula == nil {
		fmt.Fprintf(b, ` data-given="%s" class="given"`, l.given)
	} else {
		data, err := json.Marshal(l.formula.data())
		if err != nil {
			panic(err) // numbers that are not finite were refused
		}
		fmt.Fprintf(b, ` data-formula="%s"`, html.EscapeString(string(data)))
	}
	fmt.Fprintf(b, `><th scope="row" id="%s">%s`, id, html.EscapeString(l.label))
	if l.note != "" {
		fmt.Fprintf(b, ` <span class="calculator-note">%s</span>`, html.EscapeString(l.note))
	}
	b.WriteString(`</th><td>`)
	if l.formula == nil {
		fmt.Fprintf(b, `<var>%s</var>, given`, l.name)
	} else {
		fmt.Fprintf(b, `<var>%s</var> = `, l.name)
		l.formula.told(b, loose, func(name string) string { return "<var>" + name + "</var>" })
		b.WriteString(`<br>= `)
		l.formula.told(b, loose, func(name string) string {
			return `<span data-of="` + name + `">` + html.EscapeString(above[name].shown()) + `</span>`
		})
	}
	fmt.Fprintf(b, `</td><td class="calculator-value" data-value="%s">%s</td></tr>`, l.name, html.EscapeString(l.shown()))
}

// shown is the quantity with its unit.
func (l line) shown() string {
	n := l.given
	if l.formula != nil {
		n = round(l.value / l.unit.scale)
	}
	switch l.unit.text {
	case "":
		return n
	case "%":
		return n + "%"
	}
	return n + "\u00a0" + l.unit.text
}

var smallExponent = regexp.MustCompile(`e([-+])0(\d)$`)

// round gives three significant digits, and whole numbers below 10,000 in full.
// The page's script does the same.
func round(v float64) string {
	size := math.Abs(v)
	if v == math.Trunc(v) && size < 10_000 {
		return grouped(strconv.FormatFloat(v, 'f', 0, 64))
	}
	// 1.825 is 1.83 to people, though its binary fraction lies below it.
	v *= 1 + 1e-12
	switch {
	case size >= 1e15 || size < 1e-4:
		return smallExponent.ReplaceAllString(strconv.FormatFloat(v, 'e', 2, 64), "e$1$2")
	}
	short, err := strconv.ParseFloat(strconv.FormatFloat(v, 'e', 2, 64), 64)
	if err != nil {
		panic(err) // it was just written
	}
	return grouped(strconv.FormatFloat(short, 'f', -1, 64))
}

// grouped puts commas between thousands.
func grouped(digits string) string {
	whole, fraction, hasFraction := strings.Cut(digits, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if hasFraction {
		whole += "." + fraction
	}
	return sign + whole
}
