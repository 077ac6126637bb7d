package trace

import (
	"fmt"
	"html"
	"math"
	"slices"
	"strconv"
	"strings"
)

// SVG draws the trace as an inline element. Nodes are vertical lanes and time
// runs down. The trace must be stamped. The id must be unique on the page; it
// names the title and the description for assistive technology.
//
// Every colour is currentColor, at some opacity, so that the drawing reads on
// any background. A style sheet refines it by these classes: trace (the
// element), trace-band, trace-wall, trace-lane, trace-down, trace-still,
// trace-head, trace-history, trace-client, trace-tick, trace-op, trace-bar, trace-link, trace-time, trace-ring, trace-message, trace-event, trace-marker, trace-clock, trace-label,
// trace-note; beside trace-event stands the kind (trace-send, trace-crash …),
// beside trace-lane and trace-head trace-node-1, trace-node-2 … . Texts carry
// paint-order="stroke" and a stroke-width: give .trace-label and .trace-note
// the page's background as stroke, and they stand out from what they cross.
//
// Each event and each message is a group, events in the order of time, with data-id, data-kind,
// data-node, data-lamport and data-vector, data-message, data-from, data-to.
//
// A trace without nodes and operations is no drawing: SVG is empty. Of a trace longer than
// MaxEvents the beginning is drawn, and the drawing says so.
func (t *Trace) SVG(id string) string {
	if len(t.Nodes) == 0 && len(t.Ops) == 0 {
		return ""
	}
	shown := *t
	shown.Events = t.Events[:min(len(t.Events), MaxEvents)]
	shown.Ops = t.Ops[:min(len(t.Ops), MaxOps)]
	d := drawing{layout: newLayout(&shown)}
	title := t.Title
	if title == "" {
		title = "Space-time diagram of " + list(t.Nodes)
		if len(t.Nodes) == 0 {
			title = "Operations of clients"
		}
	}
	d.open("svg", "xmlns", "http://www.w3.org/2000/svg", "class", "trace", "role", "img",
		"aria-labelledby", id+"-title "+id+"-desc",
		"viewBox", "0 0 "+num(d.width)+" "+num(d.height), "width", num(d.width), "height", num(d.height),
		"fill", "none", "stroke", "none", "font-family", "system-ui, sans-serif")
	d.text("title", title, "id", id+"-title")
	d.text("desc", t.describe(), "id", id+"-desc")
	d.bands()
	d.drawLanes()
	d.messages()
	d.events()
	d.operations()
	d.schedule()
	if d.Omitted > 0 && len(d.Nodes) > 0 {
		d.text("text", d.leftOut(), "class", "trace-note", "x", num(d.margin+8), "y", num(d.headLine+noteSize+3),
			"font-size", num(noteSize), "font-style", "italic", "fill", "currentColor", "fill-opacity", "0.85",
			"paint-order", "stroke", "stroke-width", "4", "stroke-linejoin", "round")
	}
	if more := len(t.Events) - len(shown.Events); more > 0 {
		d.text("text", fmt.Sprintf("%d more events are not drawn", more), "class", "trace-note", "x", num(d.width/2), "y", num(d.bottom+footHeight-2),
			"text-anchor", "middle", "font-size", num(noteSize), "fill", "currentColor")
	}
	d.close("svg")
	return d.String()
}

type drawing struct {
	*layout
	strings.Builder
}

// bands shade the time between a partition and its healing, and put a wall
// between neighbouring lanes that it separates.
func (d *drawing) bands() {
	for i := range d.Events {
		e := &d.Events[i]
		if e.Kind != Partition {
			continue
		}
		bottom := d.bottom - 6
		for j := i + 1; j < len(d.Events); j++ {
			if o := &d.Events[j]; o.Kind == Heal && o.Node == "" || o.Kind == Partition {
				bottom = d.rows[j]
				break
			}
		}
		d.open("g", "class", "trace-band", "data-id", e.ID)
		d.empty("rect", "x", "1", "y", num(d.rows[i]), "width", num(d.width-2), "height", num(bottom-d.rows[i]), "rx", "4",
			"fill", "currentColor", "fill-opacity", "0.07")
		for _, wall := range d.walls(e) {
			x := num(wall)
			d.empty("line", "class", "trace-wall", "x1", x, "y1", num(d.rows[i]), "x2", x, "y2", num(bottom),
				"stroke", "currentColor", "stroke-opacity", "0.55", "stroke-width", "2", "stroke-dasharray", "6 4")
		}
		d.close("g")
	}
}

// drawLanes draws each node's name and its line from marker to marker, broken
// while the node is down, with an arrowhead where time goes on.
func (d *drawing) drawLanes() {
	for n, name := range d.Nodes {
		class := "trace-node-" + itoa(n+1)
		x := d.lanes[n]
		h := d.heads[n]
		d.open("g", "class", "trace-head "+class, "data-node", name)
		d.empty("rect", "x", num(h.area.x), "y", num(h.area.y), "width", num(h.area.w), "height", num(h.area.h), "rx", "6",
			"stroke", "currentColor", "stroke-width", "1.5", "fill", "currentColor", "fill-opacity", "0.06")
		d.open("text", "text-anchor", "middle", "font-size", num(h.size), "font-weight", "600", "fill", "currentColor")
		for i, line := range h.lines {
			d.text("tspan", line, "x", num(x), "y", num(h.area.y+5+headSize*0.93+float64(i)*headSize*1.15))
		}
		d.close("text")
		d.close("g")

		d.open("g", "class", "trace-lane "+class, "data-node", name, "stroke", "currentColor", "stroke-width", "1.5")
		y, down, still := d.headLine, false, false
		line := func(to float64) {
			if to <= y {
				return
			}
			if down {
				d.empty("line", "class", "trace-down", "x1", num(x), "y1", num(y+4), "x2", num(x), "y2", num(to-4),
					"stroke-opacity", "0.3", "stroke-dasharray", "1 7", "stroke-linecap", "round", "stroke-width", "2.5")
				return
			}
			if still {
				d.empty("line", "class", "trace-still", "x1", num(x), "y1", num(y+1), "x2", num(x), "y2", num(to-1),
					"stroke-opacity", "0.4", "stroke-dasharray", "2 3", "stroke-width", "9")
				return
			}
			d.empty("line", "x1", num(x), "y1", num(y), "x2", num(x), "y2", num(to), "stroke-opacity", "0.6")
		}
		for i := range d.Events {
			e := &d.Events[i]
			b := d.badges[i]
			if b.w == 0 || e.lane != n {
				continue
			}
			line(b.y)
			y = b.y + b.h
			switch e.Kind {
			case Crash:
				down, still = true, false
			case Restart:
				down = false
			case Pause:
				still = true
			case Resume:
				still = false
			}
		}
		line(d.bottom - 3)
		if !down {
			d.empty("path", "d", path('M', point{x - 4, d.bottom - 5}, 'L', point{x, d.bottom + 2}, 'L', point{x + 4, d.bottom - 5}), "stroke-opacity", "0.6", "stroke-linecap", "round", "stroke-linejoin", "round")
		}
		d.close("g")
		for _, at := range d.again {
			d.text("text", name, "class", "trace-label", "x", num(x), "y", num(at+noteSize*0.36), "text-anchor", "middle", "font-size", num(math.Min(noteSize, h.size)),
				"font-weight", "600", "fill", "currentColor", "fill-opacity", "0.85", "paint-order", "stroke", "stroke-width", "6", "stroke-linejoin", "round")
		}
	}
}

func (d *drawing) messages() {
	for i := range d.arrows {
		a := &d.arrows[i]
		attrs := []string{"class", "trace-message", "data-message", a.send.Message, "data-from", a.send.ID}
		if a.end != nil {
			attrs = append(attrs, "data-to", a.end.ID)
			if a.end.Kind == Lost {
				attrs[1] += " trace-message-lost"
			}
		} else {
			attrs[1] += " trace-message-open"
		}
		d.open("g", append(attrs, "stroke", "currentColor", "stroke-width", "1.6", "stroke-linecap", "round", "stroke-linejoin", "round")...)
		line := []string{"x1", num(a.from.x), "y1", num(a.from.y), "x2", num(a.to.x), "y2", num(a.to.y)}
		if a.copy || a.end == nil {
			line = append(line, "stroke-dasharray", "5 5")
		}
		d.empty("line", line...)
		switch {
		case a.end == nil:
		case a.end.Kind == Lost:
			d.cross(a.to, 5.5)
		default:
			d.tip(a.from, a.to)
		}
		d.close("g")
	}
}

// tip draws an arrowhead at q for a line that comes from p.
func (d *drawing) tip(p, q point) {
	const long, half = 9.0, 4.0
	length := math.Hypot(q.x-p.x, q.y-p.y)
	if length == 0 {
		return
	}
	ux, uy := (q.x-p.x)/length, (q.y-p.y)/length
	back := point{q.x - ux*long, q.y - uy*long}
	d.empty("path", "d", path('M', q, 'L', point{back.x - uy*half, back.y + ux*half}, 'L', point{back.x + uy*half, back.y - ux*half})+"Z",
		"fill", "currentColor", "stroke-width", "1")
}

func (d *drawing) cross(at point, r float64) {
	d.empty("path", "class", "trace-cross", "d", path('M', point{at.x - r, at.y - r}, 'L', point{at.x + r, at.y + r}, 'M', point{at.x - r, at.y + r}, 'L', point{at.x + r, at.y - r}),
		"stroke-width", "2.4")
}

func (d *drawing) events() {
	for i := range d.Events {
		e := &d.Events[i]
		attrs := []string{"class", "trace-event trace-" + string(e.Kind), "data-id", e.ID, "data-kind", string(e.Kind)}
		if e.Node != "" {
			attrs = append(attrs, "data-node", e.Node)
		}
		if e.Message != "" {
			attrs = append(attrs, "data-message", e.Message)
		}
		if e.Timed {
			attrs = append(attrs, "data-at", e.At.String())
		}
		if e.Lamport > 0 || e.place != nil {
			attrs = append(attrs, "data-lamport", itoa(e.Lamport), "data-vector", vector(e.Vector))
		}
		d.open("g", attrs...)
		d.text("title", d.hover(e))
		d.link(i, e)
		d.marker(i, e)
		d.caption(i, e)
		d.close("g")
		d.time(i, e)
	}
}

func (d *drawing) hover(e *Event) string {
	s := d.sentence(e)
	if e.inLane() {
		at := ""
		if e.Timed {
			at = ", at " + clock(e.At)
		}
		s += fmt.Sprintf(" (Lamport %d, vector %s%s)", e.Lamport, vector(e.Vector), at)
	}
	return s
}

// link draws where a cut begins or ends: the link, with a bar across it while
// nothing arrives over it.
func (d *drawing) link(i int, e *Event) {
	if e.Kind != Cut && (e.Kind != Heal || e.Node == "") {
		return
	}
	from, to := point{d.lanes[d.lane(e.Node)], d.rows[i]}, point{d.lanes[d.lane(e.Peer)], d.rows[i]}
	toward := math.Copysign(1, to.x-from.x)
	from.x, to.x = from.x+toward*6, to.x-toward*6
	d.open("g", "class", "trace-link", "stroke", "currentColor", "stroke-linecap", "round", "stroke-width", "1.6", "stroke-opacity", "0.7")
	d.empty("line", "x1", num(from.x), "y1", num(from.y), "x2", num(to.x), "y2", num(to.y), "stroke-dasharray", "1 5")
	d.tip(from, to)
	if e.Kind == Cut {
		bar := to.x - toward*14
		d.empty("line", "x1", num(bar), "y1", num(to.y-8), "x2", num(bar), "y2", num(to.y+8), "stroke-width", "2.6")
	}
	d.close("g")
}

// time is written at the edge, where it is another than at the event before.
func (d *drawing) time(i int, e *Event) {
	if !e.Timed {
		return
	}
	for j := i - 1; j >= 0; j-- {
		if before := &d.Events[j]; before.Timed {
			if before.At == e.At {
				return
			}
			break
		}
	}
	d.text("text", clock(e.At), "class", "trace-time", "x", num(d.margin-timeMargin), "y", num(d.rows[i]+timeSize*0.36), "text-anchor", "end",
		"font-size", num(timeSize), "fill", "currentColor", "fill-opacity", "0.75")
}

func (d *drawing) marker(i int, e *Event) {
	b := d.badges[i]
	if b.w == 0 {
		return
	}
	mid := point{b.x + b.w/2, b.y + b.h/2}
	text := d.badge(e)
	if e.Kind == Fail {
		d.empty("rect", "class", "trace-ring", "x", num(b.x-4), "y", num(b.y-4), "width", num(b.w+8), "height", num(b.h+8), "rx", num(b.h/2+4),
			"stroke", "currentColor", "stroke-width", "2.5")
	}
	switch {
	case e.Kind == Crash:
		d.open("g", "class", "trace-marker", "stroke", "currentColor", "stroke-linecap", "round")
		d.cross(mid, 5.5)
		d.close("g")
	case e.Kind == Pause:
		d.empty("path", "class", "trace-marker", "d", path('M', point{mid.x - 3, mid.y - 5}, 'V', mid.y+5, 'M', point{mid.x + 3, mid.y - 5}, 'V', mid.y+5),
			"stroke", "currentColor", "stroke-width", "2.6", "stroke-linecap", "round")
	case e.Kind == Resume:
		d.empty("path", "class", "trace-marker", "d", path('M', point{mid.x - 4.5, mid.y - 4}, 'L', point{mid.x + 4.5, mid.y - 4}, 'L', point{mid.x, mid.y + 4.5})+"Z",
			"stroke", "currentColor", "stroke-width", "2", "stroke-linejoin", "round")
	case e.Kind == Restart:
		d.empty("circle", "class", "trace-marker", "cx", num(mid.x), "cy", num(mid.y), "r", num(dotRadius), "stroke", "currentColor", "stroke-width", "2")
	case text != "":
		d.empty("rect", "class", "trace-marker", "x", num(b.x), "y", num(b.y), "width", num(b.w), "height", num(b.h), "rx", num(b.h/2),
			"stroke", "currentColor", "stroke-width", "1.5")
		d.text("text", text, "class", "trace-clock", "x", num(mid.x), "y", num(mid.y+clockSize*0.36), "text-anchor", "middle",
			"font-size", num(clockSize), "font-weight", "600", "fill", "currentColor")
	default:
		d.empty("circle", "class", "trace-marker", "cx", num(mid.x), "cy", num(mid.y), "r", num(dotRadius), "fill", "currentColor")
	}
}

func (d *drawing) caption(i int, e *Event) {
	c := d.captions[i]
	if c.lines == nil {
		return
	}
	attrs := []string{"class", "trace-label", "font-size", num(c.size), "text-anchor", c.anchor, "fill", "currentColor",
		"paint-order", "stroke", "stroke-width", "4", "stroke-linejoin", "round"}
	switch e.Kind {
	case Fail:
		attrs = append(attrs, "font-weight", "600")
	case Note, Partition, Cut, Heal:
		attrs[1] = "trace-note"
		attrs = append(attrs, "font-style", "italic", "fill-opacity", "0.85")
	}
	d.open("text", attrs...)
	for n, line := range c.lines {
		d.text("tspan", line, "x", num(c.at.x), "y", num(c.at.y+float64(n)*c.size*lineRatio))
	}
	d.close("text")
}

// open, empty, text and close write one element each; attributes are name and
// value in turn, and values are escaped.
func (d *drawing) open(name string, attrs ...string) {
	d.tag(name, attrs)
	d.WriteString(">")
	if name != "text" {
		d.WriteByte('\n')
	}
}

func (d *drawing) empty(name string, attrs ...string) {
	d.tag(name, attrs)
	d.WriteString("/>\n")
}

func (d *drawing) text(name, text string, attrs ...string) {
	d.tag(name, attrs)
	d.WriteString(">" + escape(text) + "</" + name + ">")
	if name != "tspan" {
		d.WriteByte('\n')
	}
}

func (d *drawing) close(name string) { d.WriteString("</" + name + ">\n") }

func (d *drawing) tag(name string, attrs []string) {
	d.WriteString("<" + name)
	for pair := range slices.Chunk(attrs, 2) {
		d.WriteString(" " + pair[0] + `="` + escape(pair[1]) + `"`)
	}
}

// escape makes a text fit for an element or an attribute; what no XML may hold
// is left out.
func escape(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "�"))
	return html.EscapeString(text)
}

// path writes path data from letters and points, or lengths, in turn.
func path(parts ...any) string {
	var b strings.Builder
	for _, p := range parts {
		switch p := p.(type) {
		case rune:
			b.WriteRune(p)
		case point:
			b.WriteString(num(p.x) + " " + num(p.y))
		case float64:
			b.WriteString(num(p))
		}
	}
	return b.String()
}

// num writes a coordinate to a tenth, so that the drawing is the same on every machine.
func num(f float64) string {
	s := strconv.FormatFloat(math.Round(f*10)/10, 'f', -1, 64)
	if s == "-0" {
		return "0"
	}
	return s
}

func itoa(n int) string { return strconv.Itoa(n) }
