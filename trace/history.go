package trace

import (
	"fmt"
	"math"
	"slices"
	"time"
)

const (
	barWidth  = 8.0
	barGap    = 6.0 // between a bar and its words
	tickHigh  = 15.0
	opColumn  = 84.0 // the least width of a client's bar with its words
	headSpace = 12.0 // above the clients' names, below a diagram
)

// A history is the operations as bars, each client's in a column or, where it
// has several at one time, in as many as it needs; time runs down.
type history struct {
	clients []client
	ticks   []time.Duration // every time at which something begins or ends
	rows    []float64       // y of each tick
	bars    []bar
	rule    float64 // y of the line below the names
	bottom  float64
}

type client struct {
	name  string
	lines []string
	x     float64
	free  []time.Duration // by column: when its last operation ends
	first int             // number of its first column
}

type bar struct {
	op        *Op
	client    int
	column    int // counted from the client's first
	x         float64
	top, foot float64
	lines     []string
}

const forever = time.Duration(math.MaxInt64)

// placeHistory puts the history below what is drawn already, and widens the
// picture where it needs more.
func (l *layout) placeHistory() {
	if len(l.Ops) == 0 {
		return
	}
	h := &l.history
	h.columns(l.Ops)
	columns := 0
	for i := range h.clients {
		h.clients[i].first = columns
		columns += len(h.clients[i].free)
	}
	wide := math.Max(math.Max(fewLanes, l.width)-l.margin-4, float64(columns)*opColumn)
	l.width = math.Max(l.width, l.margin+4+wide)
	column := math.Min(widestGap, wide/float64(columns))

	tallest := 1
	for i := range h.clients {
		c := &h.clients[i]
		c.x = l.margin + 4 + column*float64(c.first)
		c.lines = wrap(c.name, column*float64(len(c.free))-6, headSize)
		tallest = max(tallest, len(c.lines))
	}
	h.rule = l.height + headTop + 4 + float64(tallest)*headSize*1.15
	if len(l.Nodes) > 0 {
		h.rule += headSpace
	}
	for i := range h.bars {
		b := &h.bars[i]
		b.x = l.margin + 4 + column*float64(h.clients[b.client].first+b.column)
		b.lines = wrap(b.op.says(), column-barWidth-2*barGap, noteSize)
	}
	h.placeRows()
	l.height = h.bottom + footHeight
}

// columns shares the operations out, each to the first column of its client
// that is free when it begins.
func (h *history) columns(ops []Op) {
	for i := range ops {
		o := &ops[i]
		if slices.IndexFunc(h.clients, func(c client) bool { return c.name == o.Client }) < 0 {
			h.clients = append(h.clients, client{name: o.Client})
		}
		h.bars = append(h.bars, bar{op: o})
		h.ticks = append(h.ticks, o.From)
		if !o.Open {
			h.ticks = append(h.ticks, o.To)
		}
	}
	slices.Sort(h.ticks)
	h.ticks = slices.Compact(h.ticks)
	slices.SortStableFunc(h.bars, func(a, b bar) int { return int(min(1, max(-1, a.op.From-b.op.From))) })
	for i := range h.bars {
		b := &h.bars[i]
		b.client = slices.IndexFunc(h.clients, func(c client) bool { return c.name == b.op.Client })
		c := &h.clients[b.client]
		b.column = slices.IndexFunc(c.free, func(until time.Duration) bool { return until <= b.op.From })
		if b.column < 0 {
			b.column = len(c.free)
			c.free = append(c.free, 0)
		}
		until := b.op.To
		if b.op.Open {
			until = forever
		} else if until == b.op.From {
			until++ // it needs a row of its own
		}
		c.free[b.column] = until
	}
}

// placeRows spaces the times so that no words of a column run into the next.
func (h *history) placeRows() {
	type place struct{ client, column int }
	below := map[place]float64{} // where the words of a column end
	y := h.rule + 4
	next := 0
	last := y
	for _, tick := range h.ticks {
		y += tickHigh
		first := next
		for ; next < len(h.bars) && h.bars[next].op.From == tick; next++ {
			y = math.Max(y, below[place{h.bars[next].client, h.bars[next].column}])
		}
		h.rows = append(h.rows, y)
		for i := first; i < next; i++ {
			b := &h.bars[i]
			b.top = y
			end := y - 5 + float64(len(b.lines))*noteSize*lineRatio
			below[place{b.client, b.column}] = end + 10
			last = math.Max(last, end)
		}
	}
	h.bottom = math.Max(y, last) + 12
	for i := range h.bars {
		b := &h.bars[i]
		b.foot = h.bottom
		if !b.op.Open {
			at, _ := slices.BinarySearch(h.ticks, b.op.To)
			b.foot = math.Max(h.rows[at]-1, b.top+7)
		}
	}
}

// says is an operation in the diagram's words.
func (o *Op) says() string {
	switch {
	case o.Open:
		return o.Label + " → ?"
	case o.Result == "":
		return o.Label
	}
	return o.Label + " → " + o.Result
}

func (o *Op) sentence() string {
	if o.Open {
		return fmt.Sprintf("%s from %s on, never answered: %s", o.Client, o.From, oneLine(o.Label))
	}
	return fmt.Sprintf("%s from %s to %s: %s", o.Client, o.From, o.To, oneLine(o.says()))
}

// operations draws the history.
func (d *drawing) operations() {
	h := &d.history
	if len(h.bars) == 0 {
		return
	}
	d.open("g", "class", "trace-history")
	for i := range h.clients {
		c := &h.clients[i]
		d.open("text", "class", "trace-client", "font-size", num(headSize), "font-weight", "600", "fill", "currentColor")
		for n, line := range c.lines {
			d.text("tspan", line, "x", num(c.x), "y", num(h.rule-5-float64(len(c.lines)-1-n)*headSize*1.15))
		}
		d.close("text")
	}
	d.empty("line", "x1", num(d.margin), "y1", num(h.rule), "x2", num(d.width-1), "y2", num(h.rule), "stroke", "currentColor", "stroke-opacity", "0.6")
	for i, y := range h.rows {
		d.empty("line", "class", "trace-tick", "x1", num(d.margin), "y1", num(y), "x2", num(d.width-1), "y2", num(y), "stroke", "currentColor", "stroke-opacity", "0.13")
		d.text("text", h.ticks[i].String(), "class", "trace-time", "x", num(d.margin-timeMargin+4), "y", num(y+timeSize*0.36), "text-anchor", "end",
			"font-size", num(timeSize), "fill", "currentColor", "fill-opacity", "0.75")
	}
	for i := range h.bars {
		b := &h.bars[i]
		attrs := []string{"class", "trace-op", "data-client", b.op.Client, "data-from", b.op.From.String()}
		if !b.op.Open {
			attrs = append(attrs, "data-to", b.op.To.String())
		}
		d.open("g", attrs...)
		d.text("title", b.op.sentence())
		shape := []string{"class", "trace-bar", "x", num(b.x), "y", num(b.top), "width", num(barWidth), "height", num(b.foot - b.top), "rx", "2",
			"stroke", "currentColor", "stroke-width", "1.4", "fill", "currentColor", "fill-opacity", "0.25"}
		if b.op.Open {
			shape = append(shape, "stroke-dasharray", "3 3")
		}
		d.empty("rect", shape...)
		d.open("text", "class", "trace-label", "font-size", num(noteSize), "fill", "currentColor",
			"paint-order", "stroke", "stroke-width", "4", "stroke-linejoin", "round")
		for n, line := range b.lines {
			d.text("tspan", line, "x", num(b.x+barWidth+barGap), "y", num(b.top+noteSize*0.6+float64(n)*noteSize*lineRatio))
		}
		d.close("text")
		d.close("g")
	}
	d.close("g")
}
