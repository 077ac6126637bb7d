package trace

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Bounds of what can still be read as a picture, and of what an untrusted
// author can make the server draw.
const (
	MaxNodes  = 12
	MaxEvents = 400
)

// Parse reads the text format that the package comment describes. The trace is
// stamped. The error, if any, is an Errors with every fault that was found.
func Parse(source string) (*Trace, error) {
	p := parser{trace: &Trace{}}
	for i, line := range strings.Split(source, "\n") {
		p.line = i + 1
		p.statement(strings.TrimSpace(line))
	}
	t := p.trace
	if len(t.Events) > MaxEvents {
		p.fault("split it into several traces", "the trace has %d events, more than %d", len(t.Events), MaxEvents)
		return nil, p.errs
	}
	if t.Nodes == nil && len(p.errs) > 0 {
		return nil, p.errs
	}
	var faults Errors
	if err := t.stamp(true); errors.As(err, &faults) {
		// Where a line could not be read, what follows from its absence is noise.
		if len(p.errs) == 0 {
			p.errs = faults
		}
	}
	for i := range p.copies {
		p.checkCopy(p.copies[i])
	}
	if len(t.Events) == 0 && len(p.errs) == 0 {
		p.line = 0
		p.fault("add a line such as “A: write x=1”", "the trace has no events")
	}
	if len(p.errs) > 0 {
		slices.SortStableFunc(p.errs, func(a, b Error) int { return cmp.Compare(a.Line, b.Line) })
		return nil, p.errs
	}
	return t, nil
}

type parser struct {
	trace  *Trace
	line   int
	copies []copied // every receive, with whether it is announced as a copy
	errs   Errors
}

type copied struct {
	event int
	again bool
}

func (p *parser) fault(mend, format string, args ...any) {
	p.errs = append(p.errs, Error{Line: p.line, What: fmt.Sprintf(format, args...), Mend: mend})
}

var (
	receiveForm = regexp.MustCompile(`^(.+?)\s*<-\s*(\S+)(?:\s+(again))?$`)
	sendForm    = regexp.MustCompile(`^(.+?)\s*->\s*([^:]+?)\s*:\s*(\S+)(?:\s+(.*))?$`)
	lostForm    = regexp.MustCompile(`^(\S+)\s+lost$`)
	localForm   = regexp.MustCompile(`^([^:"]+?)\s*:\s*(.*)$`)
	noteForm    = regexp.MustCompile(`^note\s+([^:]+?)\s*:\s*(.*)$`)
)

func (p *parser) statement(s string) {
	if s == "" || strings.HasPrefix(s, "#") {
		return
	}
	word, rest, _ := strings.Cut(s, " ")
	rest = strings.TrimSpace(rest)
	switch word {
	case "title:":
		if p.header("title", p.trace.Title != "") {
			p.trace.Title = unquote(rest)
		}
		return
	case "clocks:":
		p.clocks(rest)
		return
	case "nodes:":
		p.nodes(rest)
		return
	}
	if p.trace.Nodes == nil {
		p.fault("write a line such as “nodes: A, B” above it", "an event stands before the nodes are named")
		p.trace.Nodes = []string{} // said once
		return
	}
	switch word {
	case "crash", "restart":
		if rest == "" {
			p.fault(fmt.Sprintf("write “%s A”", word), "which node is meant?")
			return
		}
		p.add(Event{Kind: Kind(word), Node: rest})
	case "partition":
		p.partition(rest)
	case "heal":
		if rest != "" {
			p.fault("write “heal” alone on its line", "a heal ends the whole partition and names no nodes")
			return
		}
		p.add(Event{Kind: Heal})
	case "note":
		m := noteForm.FindStringSubmatch(s)
		if m == nil || unquote(m[2]) == "" {
			p.fault(`write “note A: "…"”`, "the note lacks its node or its text")
			return
		}
		p.add(Event{Kind: Note, Node: m[1], Label: unquote(m[2])})
	default:
		p.action(s)
	}
}

// action reads the statements that begin with a node or a message. The arrows
// are looked for left of the first quote and colon, so that labels may hold them.
func (p *parser) action(s string) {
	head := s
	if i := strings.IndexAny(head, `:"`); i >= 0 {
		head = head[:i]
	}
	switch {
	case strings.Contains(head, "<-"):
		m := receiveForm.FindStringSubmatch(s)
		if m == nil {
			p.fault("write “B <- m1”, or “B <- m1 again” for a second copy; a remark goes into a note", "the receive cannot be read")
			return
		}
		p.copies = append(p.copies, copied{len(p.trace.Events), m[3] != ""})
		p.add(Event{Kind: Receive, Node: m[1], Message: m[2]})
	case strings.Contains(head, "->"):
		m := sendForm.FindStringSubmatch(s)
		if m == nil || strings.HasPrefix(m[3], `"`) {
			p.fault(`write “A -> B: m1 "label"”: the message needs a name so that it can be received`, "the send cannot be read")
			return
		}
		if m[4] != "" && !quoted(m[4]) {
			p.fault(fmt.Sprintf(`write “%s -> %s: %s "%s"”`, m[1], m[2], m[3], strings.Trim(m[4], `"`)), "the message's label is not in quotes")
			return
		}
		p.add(Event{Kind: Send, Node: m[1], Peer: m[2], Message: m[3], Label: unquote(m[4])})
	case lostForm.MatchString(s):
		p.add(Event{Kind: Lost, Message: lostForm.FindStringSubmatch(s)[1]})
	case localForm.MatchString(s):
		m := localForm.FindStringSubmatch(s)
		if m[2] == "" {
			p.fault(fmt.Sprintf("write “%s: what it does”", m[1]), "the event has no label")
			return
		}
		p.add(Event{Kind: Local, Node: m[1], Label: unquote(m[2])})
	default:
		p.fault(`write one of “A: event”, “A -> B: m1 "label"”, “B <- m1”, “m1 lost”, “crash A”, “restart A”, “partition A | B”, “heal”, “note A: "text"”`,
			"the line %q cannot be read", s)
	}
}

func (p *parser) add(e Event) {
	e.Line = p.line
	p.trace.Events = append(p.trace.Events, e)
}

func (p *parser) header(name string, twice bool) bool {
	if twice {
		p.fault("keep one of them", "the line “%s:” stands twice", name)
	}
	return !twice
}

func (p *parser) clocks(s string) {
	if !p.header("clocks", p.trace.Clocks != NoClocks) {
		return
	}
	switch s {
	case "lamport", "vector":
		p.trace.Clocks = Clocks(s)
	case "none":
	default:
		p.fault("use lamport, vector or none", "unknown clocks %q", s)
	}
}

var reserved = map[string]bool{"title": true, "nodes": true, "clocks": true, "note": true, "crash": true, "restart": true, "partition": true, "heal": true}

func (p *parser) nodes(s string) {
	if !p.header("nodes", len(p.trace.Nodes) > 0) {
		return
	}
	p.trace.Nodes = []string{}
	for _, n := range strings.Split(s, ",") {
		n = strings.TrimSpace(n)
		first, _, _ := strings.Cut(n, " ")
		switch {
		case n == "":
			p.fault("write “nodes: A, B, C”", "a node has no name")
		case strings.ContainsAny(n, `:|"`) || strings.Contains(n, "->") || strings.Contains(n, "<-"):
			p.fault("use letters, digits and spaces", "the node's name %q holds a sign of the format", n)
		case reserved[first]:
			p.fault("choose another name", "the node's name %q begins with a word of the format", n)
		case slices.Contains(p.trace.Nodes, n):
			p.fault("name each node once", "node %q is named twice", n)
		default:
			p.trace.Nodes = append(p.trace.Nodes, n)
		}
	}
	if len(p.trace.Nodes) > MaxNodes {
		p.fault("leave out the nodes that do nothing here", "%d nodes are more than a diagram can hold (%d)", len(p.trace.Nodes), MaxNodes)
	}
}

func (p *parser) partition(s string) {
	var groups [][]string
	for _, side := range strings.Split(s, "|") {
		var group []string
		for _, n := range strings.Split(side, ",") {
			if n = strings.TrimSpace(n); n != "" {
				group = append(group, n)
			}
		}
		groups = append(groups, group)
	}
	p.add(Event{Kind: Partition, Groups: groups})
}

// checkCopy holds an author to saying that a second receive is meant.
func (p *parser) checkCopy(c copied) {
	e := p.trace.Events[c.event]
	first := slices.IndexFunc(p.trace.Events[:c.event], func(o Event) bool { return o.Kind == Receive && o.Message == e.Message })
	p.line = e.Line
	switch {
	case first >= 0 && !c.again:
		p.fault(fmt.Sprintf("correct the message's name, or write “%s <- %s again” if the network delivers a second copy", e.Node, e.Message),
			"message %q was already received%s", e.Message, at(&p.trace.Events[first]))
	case first < 0 && c.again:
		p.fault(fmt.Sprintf("write “%s <- %s”", e.Node, e.Message), "message %q has not been received before", e.Message)
	}
}

func quoted(s string) bool {
	s = straight(s)
	return len(s) >= 2 && s[0] == '"' && s[len(s)-1] == '"'
}

func unquote(s string) string {
	if s = strings.TrimSpace(s); quoted(s) {
		s = straight(s)
		s = s[1 : len(s)-1]
	}
	return strings.TrimSpace(s)
}

// straight turns the curly quotes that an editor may have put at the ends into straight ones.
func straight(s string) string {
	for _, q := range []string{"“", "”"} {
		if strings.HasPrefix(s, q) {
			s = `"` + strings.TrimPrefix(s, q)
		}
		if strings.HasSuffix(s, q) {
			s = strings.TrimSuffix(s, q) + `"`
		}
	}
	return s
}
