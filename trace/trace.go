package trace

import (
	"fmt"
	"slices"
	"strings"
)

// A Kind says what an event is. Its text is what stands in JSON and in data-kind.
type Kind string

const (
	Local     Kind = "local"
	Send      Kind = "send"
	Receive   Kind = "receive"
	Lost      Kind = "lost"
	Crash     Kind = "crash"
	Restart   Kind = "restart"
	Partition Kind = "partition"
	Heal      Kind = "heal"
	Note      Kind = "note"
)

// Clocks says which time the diagram prints at each event.
type Clocks string

const (
	NoClocks     Clocks = ""
	LamportTimes Clocks = "lamport"
	VectorTimes  Clocks = "vector"
)

// A Trace is one run of some nodes. Events are in the order in which they
// happened, as somebody who sees all nodes at once would tell it.
type Trace struct {
	Title  string   `json:"title,omitempty"`
	Clocks Clocks   `json:"clocks,omitempty"`
	Nodes  []string `json:"nodes"`
	Events []Event  `json:"events"`
}

// An Event is one line of a trace. Stamp fills in ID, Lamport, Vector and, for
// a receive or a lost message, Cause.
type Event struct {
	ID      string     `json:"id,omitempty"`      // "e1", "e2" … in the order of the trace
	Kind    Kind       `json:"kind"`              //
	Node    string     `json:"node,omitempty"`    // where it happened; of a lost message, its sender
	Peer    string     `json:"peer,omitempty"`    // of a send, the receiver; of a receive or a loss, the other end
	Message string     `json:"message,omitempty"` // name of the message sent, received or lost
	Label   string     `json:"label,omitempty"`   // what the diagram prints beside it
	Groups  [][]string `json:"groups,omitempty"`  // of a partition
	Line    int        `json:"line,omitempty"`    // where it stands in its source, if it has one
	Cause   string     `json:"cause,omitempty"`   // ID of the send that a receive or a loss answers
	Lamport int        `json:"lamport,omitempty"` // 0 for what is outside the order
	Vector  []int      `json:"vector,omitempty"`  // in the order of Trace.Nodes

	lane  int   // index of Node
	place []int // how many events of each lane happened before or are this one; nil outside the order
}

// inLane says whether the event stands on its node's line.
func (e *Event) inLane() bool {
	switch e.Kind {
	case Local, Send, Receive, Crash, Restart:
		return true
	}
	return false
}

// Stamp checks the trace and computes the times of all events. A trace that
// was not parsed must be stamped before it is drawn or asked about causality.
// The error, if any, is an Errors with every fault that was found.
func (t *Trace) Stamp() error { return t.stamp(false) }

// stamp with whole set also refuses what a network may do but a drawing should
// not show: a message that crosses a partition, a copy that is not announced.
func (t *Trace) stamp(whole bool) error {
	s := stamper{Trace: t, lanes: map[string]int{}, sent: map[string]int{}, down: map[string]*Event{}, ends: map[string]*Event{}, whole: whole}
	s.nodes()
	for i := range t.Events {
		e := &t.Events[i]
		e.ID = fmt.Sprintf("e%d", i+1)
		e.Lamport, e.Vector, e.place, e.Cause = 0, nil, nil, ""
		s.event(i, e)
	}
	if len(s.errs) > 0 {
		return s.errs
	}
	return nil
}

type stamper struct {
	*Trace
	whole bool
	lanes map[string]int
	last  []*Event          // of each lane
	sent  map[string]int    // message → index of its send
	down  map[string]*Event // crashed node → its crash
	split *Event            // the partition in force
	ends  map[string]*Event // message → its first receive or its loss
	errs  Errors
}

func (s *stamper) fault(e *Event, mend, format string, args ...any) {
	line := 0
	if e != nil {
		line = e.Line
	}
	s.errs = append(s.errs, Error{Line: line, What: fmt.Sprintf(format, args...), Mend: mend})
}

func (s *stamper) nodes() {
	if len(s.Nodes) == 0 {
		s.fault(nil, "begin with a line such as “nodes: A, B”", "the trace names no nodes")
	}
	for i, n := range s.Nodes {
		if _, twice := s.lanes[n]; twice {
			s.fault(nil, "give each node a name of its own", "node %q is named twice", n)
		}
		s.lanes[n] = i
	}
	s.last = make([]*Event, len(s.Nodes))
}

func (s *stamper) event(i int, e *Event) {
	switch e.Kind {
	case Local, Send, Receive, Crash, Restart, Note:
		if !s.known(e, e.Node) {
			return
		}
		e.lane = s.lanes[e.Node]
	}
	if crash := s.down[e.Node]; crash != nil && (e.Kind == Local || e.Kind == Send) {
		s.fault(e, fmt.Sprintf("add “restart %s” before it", e.Node), "%s does something although it crashed%s", e.Node, at(crash))
		return
	}
	switch e.Kind {
	case Local:
		s.advance(e, nil, true)
	case Send:
		if !s.known(e, e.Peer) {
			return
		}
		if e.Peer == e.Node {
			s.fault(e, fmt.Sprintf("make it a local event: “%s: …”", e.Node), "%s sends a message to itself", e.Node)
			return
		}
		if first, twice := s.sent[e.Message]; twice {
			s.fault(e, "give every message a name of its own", "message %q was already sent%s", e.Message, at(&s.Events[first]))
			return
		}
		s.sent[e.Message] = i
		s.advance(e, nil, true)
	case Receive:
		s.receive(e)
	case Lost:
		s.lose(e)
	case Crash:
		if crash := s.down[e.Node]; crash != nil {
			s.fault(e, fmt.Sprintf("remove it, or add “restart %s” between the two", e.Node), "%s is already down: it crashed%s", e.Node, at(crash))
			return
		}
		s.down[e.Node] = e
		s.advance(e, nil, false)
	case Restart:
		if s.down[e.Node] == nil {
			s.fault(e, fmt.Sprintf("add “crash %s” where it goes down", e.Node), "%s restarts but is not down", e.Node)
			return
		}
		delete(s.down, e.Node)
		s.advance(e, nil, false)
	case Partition:
		s.partition(e)
	case Heal:
		if s.split == nil {
			s.fault(e, "add a line such as “partition A | B” before it", "nothing to heal: there is no partition here")
			return
		}
		s.split = nil
	case Note:
	default:
		s.fault(e, "use one of local, send, receive, lost, crash, restart, partition, heal, note", "unknown kind of event %q", string(e.Kind))
	}
}

func (s *stamper) receive(e *Event) {
	i, ok := s.sent[e.Message]
	if !ok {
		s.fault(e, fmt.Sprintf("add a line such as “A -> %s: %s” before it, or correct the message's name", e.Node, e.Message),
			"%s receives message %q, which was never sent%s", e.Node, e.Message, s.near(e.Message))
		return
	}
	send := &s.Events[i]
	if send.Peer != e.Node {
		s.fault(e, fmt.Sprintf("write “%s <- %s”, or send it to %s", send.Peer, e.Message, e.Node),
			"message %q was sent to %s, not to %s", e.Message, send.Peer, e.Node)
		return
	}
	if crash := s.down[e.Node]; crash != nil {
		s.fault(e, fmt.Sprintf("write “%s lost”, or add “restart %s” before it", e.Message, e.Node),
			"%s receives %q although it crashed%s", e.Node, e.Message, at(crash))
		return
	}
	if end := s.ends[e.Message]; end != nil && end.Kind == Lost {
		s.fault(e, "remove the loss or the receive", "message %q arrives although it was lost%s", e.Message, at(end))
		return
	}
	if s.whole && s.apart(send.Node, e.Node) {
		s.fault(e, fmt.Sprintf("write “%s lost”, or add “heal” before it", e.Message),
			"message %q crosses the partition%s between %s and %s", e.Message, at(s.split), send.Node, e.Node)
		return
	}
	if s.ends[e.Message] == nil {
		s.ends[e.Message] = e
	}
	e.Peer, e.Cause = send.Node, send.ID
	s.advance(e, send, true)
}

func (s *stamper) lose(e *Event) {
	i, ok := s.sent[e.Message]
	if !ok {
		s.fault(e, fmt.Sprintf("add a line such as “A -> B: %s” before it, or correct the message's name", e.Message),
			"message %q is lost but was never sent%s", e.Message, s.near(e.Message))
		return
	}
	if end := s.ends[e.Message]; end != nil {
		what := "received"
		if end.Kind == Lost {
			what = "lost"
		}
		s.fault(e, "remove one of the two", "message %q was already %s%s", e.Message, what, at(end))
		return
	}
	s.ends[e.Message] = e
	send := &s.Events[i]
	e.Node, e.Peer, e.Cause, e.lane = send.Node, send.Peer, send.ID, send.lane
	e.Lamport, e.Vector = send.Lamport, slices.Clone(send.Vector)
}

func (s *stamper) partition(e *Event) {
	if len(e.Groups) < 2 {
		s.fault(e, "name at least two groups with a bar between them: “partition A, B | C”", "the partition has one side only")
		return
	}
	seen := map[string]bool{}
	for _, group := range e.Groups {
		if len(group) == 0 {
			s.fault(e, "name at least one node on each side of a bar", "the partition has an empty side")
			return
		}
		for _, n := range group {
			if !s.known(e, n) {
				return
			}
			if seen[n] {
				s.fault(e, "name each node on one side only", "%s stands on two sides of the partition", n)
				return
			}
			seen[n] = true
		}
	}
	s.split = e
}

// apart says whether the partition in force stands between two nodes. A node
// that it does not name still reaches everybody.
func (s *stamper) apart(a, b string) bool {
	if s.split == nil {
		return false
	}
	ga, gb := s.split.group(a), s.split.group(b)
	return ga >= 0 && gb >= 0 && ga != gb
}

// group is the index of the side on which a partition has the node, or -1.
func (e *Event) group(node string) int {
	return slices.IndexFunc(e.Groups, func(g []string) bool { return slices.Contains(g, node) })
}

// advance places e after its lane's last event and, where it has one, after
// its cause; ticks says whether it is the node's own doing.
func (s *stamper) advance(e *Event, cause *Event, ticks bool) {
	e.Vector = make([]int, len(s.Nodes))
	e.place = make([]int, len(s.Nodes))
	take := func(from *Event) {
		if from == nil || from.place == nil {
			return
		}
		e.Lamport = max(e.Lamport, from.Lamport)
		for i := range e.Vector {
			e.Vector[i] = max(e.Vector[i], from.Vector[i])
			e.place[i] = max(e.place[i], from.place[i])
		}
	}
	take(s.last[e.lane])
	take(cause)
	e.place[e.lane]++
	if ticks {
		e.Lamport++
		e.Vector[e.lane]++
	}
	s.last[e.lane] = e
}

func (s *stamper) known(e *Event, node string) bool {
	if _, ok := s.lanes[node]; ok {
		return true
	}
	what := fmt.Sprintf("unknown node %q", node)
	if node == "" {
		what = "no node is named"
	}
	s.fault(e, fmt.Sprintf("use one of %s, or add it to the line “nodes:”", strings.Join(s.Nodes, ", ")), "%s", what)
	return false
}

// near names the message the author may have meant: one that differs in case only.
func (s *stamper) near(message string) string {
	for i := range s.Events {
		if m := s.Events[i].Message; s.Events[i].Kind == Send && m != message && strings.EqualFold(m, message) {
			return fmt.Sprintf(" (there is a %q)", m)
		}
		if s.Events[i].Kind == Send && s.Events[i].Message == message {
			return fmt.Sprintf(" up to here (it is sent further down%s)", at(&s.Events[i]))
		}
	}
	return ""
}

func at(e *Event) string {
	if e.Line == 0 {
		return ""
	}
	return fmt.Sprintf(" on line %d", e.Line)
}

// HappensBefore says whether event a could have influenced event b: whether a
// path leads from a to b along the nodes' lines and the messages. The trace
// must be stamped. Events outside the order and unknown IDs are never before
// or after anything.
func (t *Trace) HappensBefore(a, b string) bool {
	ea, eb := t.Event(a), t.Event(b)
	if ea == nil || eb == nil || ea == eb {
		return false
	}
	if eb.Kind == Lost {
		return eb.Cause == a || t.HappensBefore(a, eb.Cause)
	}
	if ea.place == nil || eb.place == nil {
		return false
	}
	return ea.place[ea.lane] <= eb.place[ea.lane]
}

// Concurrent says whether neither of two events could have influenced the
// other. An event is not concurrent with itself, nor with what is outside the
// order.
func (t *Trace) Concurrent(a, b string) bool {
	ea, eb := t.Event(a), t.Event(b)
	if ea == nil || eb == nil || ea == eb || ea.Lamport == 0 && ea.place == nil || eb.Lamport == 0 && eb.place == nil {
		return false
	}
	return !t.HappensBefore(a, b) && !t.HappensBefore(b, a)
}

// Event is the event with an ID, or nil.
func (t *Trace) Event(id string) *Event {
	for i := range t.Events {
		if t.Events[i].ID == id {
			return &t.Events[i]
		}
	}
	return nil
}
