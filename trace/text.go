package trace

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Text tells the trace line by line, for readers who do not see the diagram.
// The trace must be stamped.
func (t *Trace) Text() string {
	var b strings.Builder
	if len(t.Nodes) > 0 {
		fmt.Fprintf(&b, "Nodes: %s. Time runs down.\n", list(t.Nodes))
	}
	if t.Omitted > 0 {
		fmt.Fprintf(&b, "%s.\n", t.leftOut())
	}
	if len(t.Steps) > 0 {
		b.WriteString(stepsHead + "\n")
	}
	for _, step := range t.Steps {
		b.WriteString("- " + oneLine(step) + "\n")
	}
	lines, widest, early := make([]string, len(t.Events)), 0, 0
	for i := range t.Events {
		if e := &t.Events[i]; e.Timed {
			early = max(early, utf8.RuneCountInString(clock(e.At)))
		}
	}
	for i := range t.Events {
		e := &t.Events[i]
		at := ""
		if early > 0 && e.Timed {
			at = fmt.Sprintf("%*s  ", early, clock(e.At))
		} else if early > 0 {
			at = strings.Repeat(" ", early+2)
		}
		lines[i] = fmt.Sprintf("%*d. %s%s", len(strconv.Itoa(len(t.Events))), i+1, at, oneLine(t.sentence(e)))
		if t.clock(&t.Events[i]) != "" {
			widest = max(widest, len([]rune(lines[i])))
		}
	}
	for i, line := range lines {
		b.WriteString(line)
		if c := t.clock(&t.Events[i]); c != "" {
			fmt.Fprintf(&b, "%s  %s", strings.Repeat(" ", widest-len([]rune(line))), c)
		}
		b.WriteByte('\n')
	}
	for _, e := range t.onTheWay() {
		fmt.Fprintf(&b, "At the end, %s from %s to %s is still on its way.\n", e.Message, e.Node, e.Peer)
	}
	if len(t.Ops) > 0 {
		b.WriteString("Operations:\n")
	}
	for i := range t.Ops {
		b.WriteString("- " + t.Ops[i].sentence() + "\n")
	}
	return b.String()
}

// clock is the time that the trace prints at an event, or nothing.
func (t *Trace) clock(e *Event) string {
	if !e.does() {
		return ""
	}
	switch t.Clocks {
	case LamportTimes:
		return fmt.Sprintf("Lamport %d", e.Lamport)
	case VectorTimes:
		return "vector " + vector(e.Vector)
	}
	return ""
}

func (t *Trace) sentence(e *Event) string {
	label := ""
	if e.Label != "" {
		label = fmt.Sprintf(" “%s”", e.Label)
	}
	switch e.Kind {
	case Local:
		return fmt.Sprintf("%s: %s", e.Node, e.Label)
	case Send:
		return fmt.Sprintf("%s sends %s%s to %s", e.Node, e.Message, label, e.Peer)
	case Receive:
		for i := range t.Events {
			if o := &t.Events[i]; o == e {
				break
			} else if o.Kind == Receive && o.Message == e.Message {
				return fmt.Sprintf("%s receives %s from %s again", e.Node, e.Message, e.Peer)
			}
		}
		return fmt.Sprintf("%s receives %s from %s", e.Node, e.Message, e.Peer)
	case Lost:
		return fmt.Sprintf("%s from %s to %s is lost", e.Message, e.Node, e.Peer)
	case Crash:
		return e.Node + " crashes"
	case Restart:
		return e.Node + " restarts"
	case Pause:
		return e.Node + " is paused"
	case Resume:
		return e.Node + " goes on"
	case Fail:
		return fmt.Sprintf("%s: %s: here the property breaks", e.Node, e.Label)
	case Partition:
		return "the network splits: " + groups(e.Groups)
	case Cut:
		return fmt.Sprintf("the network from %s to %s is cut", e.Node, e.Peer)
	case Heal:
		if e.Node != "" {
			return fmt.Sprintf("the network from %s to %s heals", e.Node, e.Peer)
		}
		return "the network heals"
	case Note:
		return fmt.Sprintf("(%s: %s)", e.Node, e.Label)
	}
	return string(e.Kind)
}

// describe sums the trace up in one sentence.
func (t *Trace) describe() string {
	var sent, lost, crashes, pauses, splits, cuts int
	failed := ""
	for i := range t.Events {
		switch t.Events[i].Kind {
		case Send:
			sent++
		case Lost:
			lost++
		case Crash:
			crashes++
		case Pause:
			pauses++
		case Partition:
			splits++
		case Cut:
			cuts++
		case Fail:
			failed = oneLine(t.Events[i].Label)
		}
	}
	parts := []string{count(sent, "message", "messages")}
	if lost > 0 {
		parts[0] += fmt.Sprintf(", %d of them lost", lost)
	}
	if crashes > 0 {
		parts = append(parts, count(crashes, "crash", "crashes"))
	}
	if splits > 0 {
		parts = append(parts, count(splits, "network partition", "network partitions"))
	}
	if pauses > 0 {
		parts = append(parts, count(pauses, "pause", "pauses"))
	}
	if cuts > 0 {
		parts = append(parts, count(cuts, "cut of one direction", "cuts of one direction"))
	}
	if len(t.Ops) > 0 {
		parts = append(parts, count(len(t.Ops), "operation", "operations"))
	}
	if failed != "" {
		parts = append(parts, "at the end the property breaks: "+failed)
	}
	nodes := "Nodes " + list(t.Nodes)
	switch len(t.Nodes) {
	case 0:
		return fmt.Sprintf("Operations of clients, time runs down. %s.", count(len(t.Ops), "operation", "operations"))
	case 1:
		nodes = "Node " + t.Nodes[0]
	}
	return fmt.Sprintf("Space-time diagram, time runs down. %s; %s.", nodes, strings.Join(parts, "; "))
}

// leftOut says what stands before the trace.
func (t *Trace) leftOut() string {
	if t.Omitted == 1 {
		return "1 earlier event is not shown"
	}
	return fmt.Sprintf("%d earlier events are not shown", t.Omitted)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// onTheWay are the sends that nothing answers.
func (t *Trace) onTheWay() []*Event {
	ended := map[string]bool{}
	for i := range t.Events {
		if k := t.Events[i].Kind; k == Receive || k == Lost {
			ended[t.Events[i].Message] = true
		}
	}
	var open []*Event
	for i := range t.Events {
		if e := &t.Events[i]; e.Kind == Send && !ended[e.Message] {
			open = append(open, e)
		}
	}
	return open
}

func count(n int, one, many string) string {
	switch n {
	case 0:
		return "no " + many
	case 1:
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

func groups(gs [][]string) string {
	sides := make([]string, len(gs))
	for i, g := range gs {
		sides[i] = strings.Join(g, ", ")
	}
	return strings.Join(sides, " | ")
}

func vector(v []int) string {
	var b []byte
	for i, n := range v {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(n), 10)
	}
	return string(b)
}
