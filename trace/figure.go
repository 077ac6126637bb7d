package trace

import (
	"fmt"
	"html"
	"strings"
	"time"
)

// Figure is the trace as a figure of a page: the drawing, its title if it has
// one, and the same as text. The id is the drawing's; see SVG.
func (t *Trace) Figure(id string) string {
	var b strings.Builder
	b.WriteString(`<figure class="figure figure-trace">` + t.SVG(id))
	if t.Title != "" {
		b.WriteString(`<figcaption>` + html.EscapeString(t.Title) + `</figcaption>`)
	}
	b.WriteString(`<details><summary>The same as text</summary><pre tabindex="0">` + escape(t.Text()) + `</pre></details></figure>`)
	return b.String()
}

// Shown is what happened, told in the text format, for a page that it may be
// too long for: a figure that can be folded away, and is at first unless open.
// It is empty where the source is no trace.
func Shown(source, id string, open bool) string {
	t, err := Parse(source)
	if err != nil {
		return ""
	}
	attr := ""
	if open {
		attr = " open"
	}
	return fmt.Sprintf(`<details class="happened"%s><summary>%s</summary>%s</details>`, attr, html.EscapeString(t.size()), t.Figure(id))
}

// size says how much a reader is about to see.
func (t *Trace) size() string {
	var parts []string
	if n := len(t.Events); n > 0 {
		parts = append(parts, count(n, "event", "events"))
	}
	if n := len(t.Ops); n > 0 {
		parts = append(parts, count(n, "operation", "operations"))
	}
	return "What happened, drawn: " + list(parts)
}

// grain is how finely a reader is told the time of events that took longer.
const grain = 100 * time.Microsecond

// clock is a time as a reader is told it.
func clock(at time.Duration) string {
	if at > 10*grain {
		at = at.Round(grain)
	}
	return at.String()
}
