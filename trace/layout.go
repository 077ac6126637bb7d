package trace

import (
	"math"
	"strings"
	"time"
)

// Sizes in units of the viewBox, which are pixels on a wide page. On a phone
// of 390 px the drawing shrinks to about 358: the widths are chosen so that
// text stays above 11 px with up to four nodes.
const (
	fewLanes   = 400.0 // width with up to four nodes
	laneGap    = 84.0  // between the lanes of more
	widestGap  = 220.0
	edge       = 36.0 // least distance of the outermost lanes from the edge
	headTop    = 2.0
	afterHead  = 28.0 // from the names to the first event, at least
	footHeight = 16.0

	headSize  = 14.0
	smallHead = 10.0 // a name that still does not fit is set smaller, down to this
	labelSize = 13.0
	noteSize  = 12.0
	clockSize = 11.5
	lineRatio = 1.2 // line height to font size
	dotRadius = 4.5
	badgeHigh = 20.0

	timeSize   = 10.5
	timeMargin = 10.0 // between the times at the edge and what stands right of them

	// A trace of more events is set closer, so that more of it is seen at once.
	manyEvents = 60
	// Behind so much height the nodes' names stand again.
	namesEvery = 640.0
	namesHigh  = 20.0
	// So wide a text beside an event may be although it runs over a lane, rather
	// than stand in many lines.
	fewWords = 120.0
	// What broke is said in whole sentences, and nothing follows it.
	manyWords = 230.0
)

type point struct{ x, y float64 }

type box struct{ x, y, w, h float64 } // x, y is the top left corner

func (b box) overlaps(o box) bool {
	return b.x < o.x+o.w && o.x < b.x+b.w && b.y < o.y+o.h && o.y < b.y+b.h
}

func (b box) grow(d float64) box { return box{b.x - d, b.y - d, b.w + 2*d, b.h + 2*d} }

// crosses says whether the segment from p to q runs through the box.
func (b box) crosses(p, q point) bool {
	if p.y < b.y && q.y < b.y || p.y > b.y+b.h && q.y > b.y+b.h {
		return false
	}
	lo, hi := 0.0, 1.0
	clip := func(d, from, min, max float64) bool {
		if d == 0 {
			return from >= min && from <= max
		}
		a, z := (min-from)/d, (max-from)/d
		if a > z {
			a, z = z, a
		}
		lo, hi = math.Max(lo, a), math.Min(hi, z)
		return lo <= hi
	}
	return clip(q.x-p.x, p.x, b.x, b.x+b.w) && clip(q.y-p.y, p.y, b.y, b.y+b.h)
}

// An arrow is one journey of a message: to a receive, to its loss, or to the
// end of the diagram.
type arrow struct {
	send, end *Event // end is nil for a message still on its way
	sent, got int    // their indices; got is -1 without an end
	from, to  point
	copy      bool // a second delivery: the label stands on the first
}

// A caption is a text with its place.
type caption struct {
	lines  []string
	size   float64
	at     point // of the first line's baseline
	anchor string
	area   box
}

type layout struct {
	*Trace
	width, height float64
	margin        float64   // room for the times, left of everything else
	lanes         []float64 // x of each lane
	heads         []head    // the nodes' names
	headLine      float64   // y of the lower edge of the names' boxes
	sends         []int     // by index of a receive or a loss: that of its send
	widths        []float64 // by index of the event: of its marker, where a time stands in it
	high          []float64 // by index of the event: what its row needs
	spare         []float64 // by index of the event: room added above its row
	rows          []float64 // y of each event
	again         []float64 // y of each repetition of the names
	bottom        float64   // y where the lanes end
	arrows        []arrow
	captions      []caption // by index of the event; without lines where there is none
	badges        []box     // markers, by index of the event; without width where there is none
	history       history
	steps         steps
}

func newLayout(t *Trace) *layout {
	l := &layout{Trace: t, captions: make([]caption, len(t.Events)), badges: make([]box, len(t.Events)), spare: make([]float64, len(t.Events))}
	l.look()
	l.placeTimes()
	defer l.placeSteps()
	defer l.placeHistory()
	if len(t.Nodes) == 0 {
		return l
	}
	l.placeLanes()
	l.placeHeads()
	for i := range t.Events {
		l.high = append(l.high, l.rowHeight(&t.Events[i]))
	}
	l.placeRows()
	l.placeArrows()
	for range 2 * len(t.Events) {
		i := l.runOver()
		if i < 0 {
			break
		}
		l.spare[i] += 8
		l.placeRows()
		l.placeArrows()
	}
	l.placeCaptions()
	return l
}

// runOver is an event whose marker the arrow of another message runs over, so
// that it would look as if the message passed through it; or -1. More room
// above the event's row moves its marker further than the arrow.
func (l *layout) runOver() int {
	for i := range l.arrows {
		a := &l.arrows[i]
		for j := a.sent + 1; j < len(l.Events) && l.badges[j].y < a.to.y; j++ {
			if j == a.got || l.badges[j].w == 0 || l.Events[j].lane == a.send.lane || l.spare[j] >= 32 {
				continue
			}
			if l.badges[j].grow(2.5).crosses(a.from, a.to) {
				return j
			}
		}
	}
	return -1
}

// look gathers what every later step asks of the events.
func (l *layout) look() {
	index := make(map[string]int, len(l.Events))
	for i := range l.Events {
		e := &l.Events[i]
		index[e.ID] = i
		width := 0.0
		if text := l.badge(e); text != "" {
			width = badgeWidth(text)
		}
		l.widths = append(l.widths, width)
	}
	for i := range l.Events {
		l.sends = append(l.sends, index[l.Events[i].Cause])
	}
}

// placeTimes makes room for the times of the events.
func (l *layout) placeTimes() {
	for i := range l.Events {
		if e := &l.Events[i]; e.Timed {
			l.margin = math.Max(l.margin, textWidth(clock(e.At), timeSize)+timeMargin)
		}
	}
	for i := range l.Ops {
		for _, at := range []time.Duration{l.Ops[i].From, l.Ops[i].To} {
			l.margin = math.Max(l.margin, textWidth(at.String(), timeSize)+timeMargin)
		}
	}
}

func (l *layout) placeLanes() {
	n := len(l.Nodes)
	outer := func(node string) float64 {
		return math.Max(math.Min(60, math.Max(edge, headWidth(node)/2+2)), l.markerWidth()/2+4)
	}
	left, right := outer(l.Nodes[0]), outer(l.Nodes[n-1])
	wide := math.Max(fewLanes-l.margin, left+right+float64(n-1)*math.Max(laneGap, l.markerWidth()+16))
	gap := 0.0
	if n > 1 {
		gap = math.Min(widestGap, (wide-left-right)/float64(n-1))
	}
	left += l.margin + (wide-left-right-gap*float64(n-1))/2
	l.width = l.margin + wide
	for i := range n {
		l.lanes = append(l.lanes, left+gap*float64(i))
	}
}

// headWidth is that of the box around a node's name on one line.
func headWidth(name string) float64 { return textWidth(name, headSize) + headPadding }

const headPadding = 18.0

// A head is a node's name with its box.
type head struct {
	lines []string
	size  float64
	area  box
}

// placeHeads breaks long names into lines; all boxes end at one height.
func (l *layout) placeHeads() {
	most := 2*math.Min(l.lanes[0]-l.margin, l.width-l.lanes[len(l.lanes)-1]) - 2
	if len(l.lanes) > 1 {
		most = math.Min(most, l.lanes[1]-l.lanes[0]-6)
	}
	tallest := 1
	for _, name := range l.Nodes {
		h := head{size: headSize, lines: wrap(name, most-headPadding, headSize)}
		if w := widest(h.lines, h.size); w > most-headPadding {
			h.size = math.Max(smallHead, math.Min(h.size, h.size*(most-headPadding/2)/w))
		}
		h.area.w = math.Min(most, widest(h.lines, h.size)+headPadding)
		tallest = max(tallest, len(h.lines))
		l.heads = append(l.heads, h)
	}
	l.headLine = headTop + 10 + float64(tallest)*headSize*1.15
	for i := range l.heads {
		h := &l.heads[i]
		h.area.h = 10 + float64(len(h.lines))*headSize*1.15
		h.area.x, h.area.y = l.lanes[i]-h.area.w/2, l.headLine-h.area.h
	}
}

// room is how wide a caption beside a lane may be, on either side.
func (l *layout) room(lane int) (left, right float64) {
	const clear = 12.0
	left, right = l.lanes[lane]-l.margin, l.width-l.lanes[lane]
	if lane > 0 {
		left = l.lanes[lane] - l.lanes[lane-1]
	}
	if lane < len(l.lanes)-1 {
		right = l.lanes[lane+1] - l.lanes[lane]
	}
	half := l.markerWidth()/2 + 6
	inner := func(w float64, edge bool) float64 {
		if edge {
			return w - half - 2
		}
		return w - half - clear
	}
	return inner(left, lane == 0), inner(right, lane == len(l.lanes)-1)
}

// markerWidth is that of the widest marker of the trace.
func (l *layout) markerWidth() float64 {
	w := 2 * dotRadius
	for _, badge := range l.widths {
		w = math.Max(w, badge)
	}
	return w
}

// badge is the time printed in the event's marker.
func (l *layout) badge(e *Event) string {
	if !e.does() {
		return ""
	}
	switch l.Clocks {
	case LamportTimes:
		return itoa(e.Lamport)
	case VectorTimes:
		return strings.ReplaceAll(vector(e.Vector), ",", " ")
	}
	return ""
}

func badgeWidth(text string) float64 {
	return math.Max(badgeHigh, textWidth(text, clockSize)+10)
}

func (l *layout) placeRows() {
	y, before := l.headLine, 0.0
	l.rows, l.again = l.rows[:0], l.again[:0]
	names := y
	for i := range l.Events {
		high := l.high[i]
		if i > 0 {
			y += (before + high) / 2
		} else {
			y += math.Max(afterHead, high/2+6)
			if l.Omitted > 0 {
				y += noteSize * lineRatio
			}
		}
		y += l.spare[i]
		if y-names > namesEvery && i < len(l.Events)-3 {
			names = y + namesHigh/2 - high/2
			l.again = append(l.again, names)
			y += namesHigh
		}
		before = high
		l.rows = append(l.rows, y)
		if e := &l.Events[i]; e.inLane() {
			w, h := 2*dotRadius+2, 2*dotRadius+2
			if l.widths[i] > 0 {
				w, h = l.widths[i], badgeHigh
			}
			l.badges[i] = box{l.lanes[e.lane] - w/2, y - h/2, w, h}
		}
	}
	l.bottom = y + before/2 + 12
	l.height = l.bottom + footHeight
}

func (l *layout) rowHeight(e *Event) float64 {
	high := 32.0
	if l.Clocks != NoClocks {
		high = 36
	}
	if len(l.Events) > manyEvents {
		high -= 9
	}
	switch e.Kind {
	case Local, Note, Crash, Restart, Pause, Resume, Fail:
		left, right := l.room(e.lane)
		text, size := l.words(e)
		lines := len(wrap(text, math.Max(broad(e), math.Max(left, right)), size))
		if e.Kind == Note {
			high = 26
		}
		return math.Max(high, float64(lines)*size*lineRatio+12)
	case Partition, Cut, Heal:
		return 30
	case Lost:
		return 26
	}
	return high
}

// words is what the diagram prints beside an event, and its size.
func (l *layout) words(e *Event) (string, float64) {
	switch e.Kind {
	case Note:
		return e.Label, noteSize
	case Crash:
		return "crash", labelSize
	case Restart:
		return "restart", labelSize
	case Send:
		if e.Label == "" {
			return e.Message, labelSize
		}
		return e.Label, labelSize
	case Pause:
		return "pause", labelSize
	case Resume:
		return "resume", labelSize
	case Partition:
		return "partition", noteSize
	case Cut:
		return e.Node + " → " + e.Peer + " cut", noteSize
	case Heal:
		if e.Node != "" {
			return e.Node + " → " + e.Peer + " healed", noteSize
		}
		return "healed", noteSize
	}
	return e.Label, labelSize
}

func (l *layout) placeArrows() {
	delivered := map[string]bool{}
	l.arrows = l.arrows[:0]
	for i := range l.Events {
		e := &l.Events[i]
		if e.Kind != Receive && e.Kind != Lost {
			continue
		}
		s := l.sends[i]
		send := &l.Events[s]
		a := arrow{send: send, end: e, sent: s, got: i, from: l.spot(s), copy: delivered[e.Message]}
		delivered[e.Message] = true
		a.to = point{l.lanes[e.lane], l.rows[i]}
		if e.Kind == Lost {
			a.to.x = a.from.x + 0.62*(l.lanes[l.lane(send.Peer)]-a.from.x)
		}
		l.arrows = append(l.arrows, a)
	}
	for s := range l.Events {
		send := &l.Events[s]
		if send.Kind != Send || delivered[send.Message] {
			continue
		}
		from := l.spot(s)
		to := point{from.x + 0.7*(l.lanes[l.lane(send.Peer)]-from.x), l.bottom - 8}
		l.arrows = append(l.arrows, arrow{send: send, sent: s, got: -1, from: from, to: to})
	}
	for i := range l.arrows {
		a := &l.arrows[i]
		a.from = leave(l.badges[a.sent].grow(1), a.from, a.to)
		if a.end != nil && a.end.Kind == Receive {
			a.to = leave(l.badges[a.got].grow(1.5), a.to, a.from)
		}
	}
}

func (l *layout) spot(i int) point { return point{l.lanes[l.Events[i].lane], l.rows[i]} }

func (l *layout) lane(node string) int {
	for i, n := range l.Nodes {
		if n == node {
			return i
		}
	}
	return 0
}

// leave is the point where the line from the middle of a box towards q leaves the box.
func leave(b box, p, q point) point {
	dx, dy := q.x-p.x, q.y-p.y
	f := math.Inf(1)
	if dx != 0 {
		f = math.Min(f, b.w/2/math.Abs(dx))
	}
	if dy != 0 {
		f = math.Min(f, b.h/2/math.Abs(dy))
	}
	return point{p.x + dx*f, p.y + dy*f}
}

// placeCaptions puts every text where it covers least: markers first, since
// they cannot move, then the texts beside them, then those of messages, which
// have the most places to choose from.
func (l *layout) placeCaptions() {
	var split *Event
	for i := range l.Events {
		e := &l.Events[i]
		text, size := l.words(e)
		switch e.Kind {
		case Partition:
			split = e
			l.captions[i] = l.onWall(split, text, size, l.rows[i]+size+2)
		case Cut:
			l.captions[i] = l.onLink(e, text, size, l.rows[i]-6)
		case Heal:
			if e.Node != "" {
				l.captions[i] = l.onLink(e, text, size, l.rows[i]-6)
				continue
			}
			l.captions[i] = l.onWall(split, text, size, l.rows[i]-6)
			split = nil
		}
	}
	for i := range l.Events {
		switch l.Events[i].Kind {
		case Local, Note, Crash, Restart, Pause, Resume, Fail:
			l.captions[i] = l.best(l.besides(i))
		}
	}
	for i := range l.arrows {
		if a := &l.arrows[i]; !a.copy {
			l.captions[a.sent] = l.best(l.along(a))
		}
	}
}

// onWall puts a text where the wall of a partition stands: over its upper end
// or under its lower one. Where no neighbours are parted, there is no wall, and
// the text stands at the edge.
func (l *layout) onWall(split *Event, text string, size, y float64) caption {
	if walls := l.walls(split); len(walls) > 0 {
		return placed([]string{text}, size, point{walls[0], y}, "middle")
	}
	return placed([]string{text}, size, point{l.margin + 8, y}, "start")
}

// onLink puts a text over the middle of a link, within the picture.
func (l *layout) onLink(e *Event, text string, size, y float64) caption {
	half := textWidth(text, size) / 2
	x := (l.lanes[l.lane(e.Node)] + l.lanes[l.lane(e.Peer)]) / 2
	x = math.Max(l.margin+half+2, math.Min(x, l.width-half-2))
	return placed([]string{text}, size, point{x, y}, "middle")
}

// walls are where a partition parts neighbouring lanes.
func (l *layout) walls(split *Event) []float64 {
	var xs []float64
	if split == nil {
		return nil
	}
	for n := 1; n < len(l.Nodes); n++ {
		if a, b := split.group(l.Nodes[n-1]), split.group(l.Nodes[n]); a >= 0 && b >= 0 && a != b {
			xs = append(xs, (l.lanes[n-1]+l.lanes[n])/2)
		}
	}
	return xs
}

// besides are the places for the text of an event on a lane: right of it, left of it.
func (l *layout) besides(i int) []caption {
	e := &l.Events[i]
	text, size := l.words(e)
	left, right := l.room(e.lane)
	half := 6 + dotRadius
	if b := l.badges[i]; b.w > 0 {
		half = b.w/2 + 6
	}
	if e.Kind == Note {
		half = 9
	}
	var places []caption
	beside := func(room float64, x float64, anchor string) {
		if room < 30 {
			return
		}
		lines := wrap(text, room, size)
		top := l.rows[i] - float64(len(lines)-1)*size*lineRatio/2 + size*0.35
		places = append(places, placed(lines, size, point{x, top}, anchor))
	}
	beside(right, l.lanes[e.lane]+half, "start")
	beside(left, l.lanes[e.lane]-half, "end")
	if wide := math.Min(broad(e), l.width-l.lanes[e.lane]-half-2); right < wide && e.lane < len(l.lanes)-1 {
		beside(wide, l.lanes[e.lane]+half, "start")
	}
	if wide := math.Min(broad(e), l.lanes[e.lane]-l.margin-half-2); left < wide && e.lane > 0 {
		beside(wide, l.lanes[e.lane]-half, "end")
	}
	return places
}

// broad is how wide the text of an event may be although it runs over a lane.
func broad(e *Event) float64 {
	if e.Kind == Fail {
		return manyWords
	}
	return fewWords
}

// along are the places for a message's text: above, below and on its arrow.
func (l *layout) along(a *arrow) []caption {
	text, size := l.words(a.send)
	gap := 90.0
	if len(l.lanes) > 1 {
		gap = l.lanes[1] - l.lanes[0]
	}
	dx, dy := a.to.x-a.from.x, a.to.y-a.from.y
	slope := dy / math.Max(1, math.Abs(dx))
	between := math.Max(60, gap-2*(l.markerWidth()/2+8))
	widths := []float64{between}
	if math.Abs(dx) > 1.5*gap {
		widths = append(widths, 1.6*between) // over a lane, rather than in many lines
	}
	var places []caption
	for _, width := range widths {
		lines := wrap(text, width, size)
		w, h := widest(lines, size), float64(len(lines))*size*lineRatio
		lift := math.Min(h/2+slope*w/2+3, h/2+28)
		aside := w/2 + (h/2)/math.Max(slope, 0.05) + 4
		for _, f := range []float64{0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82} {
			mid := point{a.from.x + dx*f, a.from.y + dy*f}
			add := func(x, y float64) {
				at := point{x, y - h/2 + size*0.92}
				places = append(places, placed(lines, size, at, "middle"))
			}
			add(mid.x, mid.y-lift)
			add(mid.x, mid.y+lift)
			if aside < gap/2 {
				add(mid.x+aside, mid.y)
				add(mid.x-aside, mid.y)
			}
			add(mid.x, mid.y)
		}
	}
	return places
}

func placed(lines []string, size float64, at point, anchor string) caption {
	w, h := widest(lines, size), float64(len(lines)-1)*size*lineRatio+size
	c := caption{lines: lines, size: size, at: at, anchor: anchor, area: box{at.x, at.y - size*0.82, w, h}}
	switch anchor {
	case "end":
		c.area.x -= w
	case "middle":
		c.area.x -= w / 2
	}
	return c
}

// best is the place that hides least; of equals, the first.
func (l *layout) best(places []caption) caption {
	var found caption
	least := math.Inf(1)
	for i, c := range places {
		if cost := l.cost(c) + float64(i)*0.05; cost < least {
			found, least = c, cost
		}
	}
	return found
}

func (l *layout) cost(c caption) float64 {
	cost := 3 * math.Max(0, float64(len(c.lines)-2))
	near := c.area.grow(2.5)
	if c.area.x < l.margin+1 || c.area.x+c.area.w > l.width-1 {
		cost += 80
	}
	if c.area.y < l.headLine+2 || c.area.y+c.area.h > l.bottom+4 {
		cost += 60
	}
	for i := range l.Events {
		if l.badges[i].w > 0 && near.overlaps(l.badges[i]) {
			cost += 25
		}
		if l.captions[i].lines != nil && near.overlaps(l.captions[i].area) {
			cost += 40
		}
	}
	for i := range l.arrows {
		if near.crosses(l.arrows[i].from, l.arrows[i].to) {
			cost += 5
		}
	}
	for _, y := range l.again {
		if near.y < y+namesHigh/2 && y-namesHigh/2 < near.y+near.h {
			cost += 30
		}
	}
	for _, x := range l.lanes {
		if near.x < x && x < near.x+near.w {
			cost += 7
		}
	}
	return cost
}

func widest(lines []string, size float64) float64 {
	w := 0.0
	for _, line := range lines {
		w = math.Max(w, textWidth(line, size))
	}
	return w
}

// wrap breaks a text at spaces into lines of at most the width, balanced so
// that no line is much shorter than the others.
func wrap(text string, width, size float64) []string {
	lines := fill(text, width, size)
	if len(lines) < 2 {
		return lines
	}
	for narrower := width - 6; narrower > 30; narrower -= 6 {
		tried := fill(text, narrower, size)
		if len(tried) > len(lines) || widest(tried, size) > width {
			break
		}
		lines = tried
	}
	return lines
}

func fill(text string, width, size float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line == "" {
			line = word
		} else if longer := line + " " + word; textWidth(longer, size) <= width {
			line = longer
		} else {
			lines = append(lines, line)
			line = word
		}
	}
	return append(lines, line)
}

// textWidth estimates how wide a text is in a common sans-serif typeface. It
// errs on the wide side, since the reader's typeface is not known.
func textWidth(text string, size float64) float64 {
	em := 0.0
	for _, r := range text {
		switch {
		case strings.ContainsRune("il.,:;'|!j ()[]t", r):
			em += 0.34
		case strings.ContainsRune("frI\"-/", r):
			em += 0.42
		case strings.ContainsRune("mwMW@%→", r):
			em += 0.92
		case r >= 'A' && r <= 'Z':
			em += 0.70
		case r >= 0x1100:
			em += 1.05
		default:
			em += 0.585
		}
	}
	return em * size
}
