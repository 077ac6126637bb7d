package trace

import (
	"fmt"
	"slices"
	"strings"
	"time"
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
	Pause     Kind = "pause"
	Resume    Kind = "resume"
	Fail      Kind = "fail"
	Partition Kind = "partition"
	Cut       Kind = "cut"
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
	Title   string   `json:"title,omitempty"`
	Clocks  Clocks   `json:"clocks,omitempty"`
	Omitted int      `json:"omitted,omitempty"` // events before these that the trace leaves out
	Steps   []string `json:"steps,omitempty"`   // of the schedule that the run was under: what goes wrong
	Nodes   []string `json:"nodes"`
	Events  []Event  `json:"events"`
	Ops     []Op     `json:"ops,omitempty"` // what clients asked for and were answered
}

// An Op is one operation of a history: a call, and its answer, if one came.
type Op struct {
	Client string        `json:"client"`
	Label  string        `json:"label"`            // what was asked for
	Result string        `json:"result,omitempty"` // what was answered
	From   time.Duration `json:"from"`             // when it was called
	To     time.Duration `json:"to"`               // when it was answered
	Open   bool          `json:"open,omitempty"`   // it was never answered: To says nothing
	Line   int           `json:"line,omitempty"`
}

// An Event is one line of a trace. Stamp fills in ID, Lamport, Vector and, for
// a receive or a lost message, Cause.
type Event struct {
	ID      string     `json:"id,omitempty"`      // "e1", "e2" … in the order of the trace
	Kind    Kind       `json:"kind"`              //
	Node    string     `json:"node,omitempty"`    // where it happened; of a lost message, its sender
	Peer    string     `json:"peer,omitempty"`    // of a send, a cut and its healing, the receiver; of a receive or a loss, the other end
	Message string     `json:"message,omitempty"` // name of the message sent, received or lost
	Label   string     `json:"label,omitempty"`   // what the diagram prints beside it
	Groups  [][]string `json:"groups,omitempty"`  // of a partition
	Line    int        `json:"line,omitempty"`    // where it stands in its source, if it has one
	Cause   string     `json:"cause,omitempty"`   // ID of the send that a receive or a loss answers
	Lamport int        `json:"lamport,omitempty"` // 0 for what is outside the order
	Vector  []int      `json:"vector,omitempty"`  // in the order of Trace.Nodes

	Timed bool          `json:"timed,omitempty"` // whether At says anything
	At    time.Duration `json:"at,omitempty"`    // since the run began

	lane  int   // index of Node
	place []int // how many events of each lane happened before or are this one; nil outside the order
}

// inLane says whether the event stands on its node's line.
func (e *Event) inLane() bool {
	switch e.Kind {
	case Local, Send, Receive, Crash, Restart, Pause, Resume, Fail:
		return true
	}
	return false
}

// does says whether the event is its node's own doing, and so advances its clocks.
func (e *Event) does() bool {
	switch e.Kind {
	case Local, Send, Receive, Fail:
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
	s := stamper{Trace: t, lanes: map[string]int{}, sent: map[string]int{}, down: map[string]*Event{}, still: map[string]*Event{},
		cuts: map[[2]string]*Event{}, ends: map[string]*Event{}, whole: whole}
	s.nodes()
	for i := range t.Events {
		e := &t.Events[i]
		e.ID = fmt.Sprintf("e%d", i+1)
		e.Lamport, e.Vector, e.place, e.Cause = 0, nil, nil, ""
		s.event(i, e)
	}
	for i := range t.Ops {
		s.op(&t.Ops[i])
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
	still map[string]*Event // paused node → its pause
	split *Event            // the partition in force
	cuts  map[[2]string]*Event
	ends  map[string]*Event // message → its first receive or its loss
	clock *Event            // the last event with a time
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
	if len(s.Nodes) == 0 && (len(s.Ops) == 0 || len(s.Events) > 0) {
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
	if e.inLane() || e.Kind == Note {
		if !s.known(e, e.Node) {
			return
		}
		e.lane = s.lanes[e.Node]
	}
	if i > 0 && s.Events[i-1].Kind == Fail {
		s.fault(e, "end the trace with “fail”", "something happens after the property broke%s", at(&s.Events[i-1]))
		return
	}
	if e.Timed {
		if e.At < 0 {
			s.fault(e, "count from the start of the run: “@0s”", "the time %s lies before the run", e.At)
		} else if s.clock != nil && e.At < s.clock.At {
			s.fault(e, "give the events in the order of their times", "the time %s comes after %s%s", e.At, s.clock.At, at(s.clock))
		}
		s.clock = e
	}
	if (e.does() && e.Kind != Receive) && s.stopped(e) {
		return
	}
	switch e.Kind {
	case Local, Fail:
		s.advance(e, nil, true)
	case Send:
		s.send(i, e)
	case Receive:
		s.receive(e)
	case Lost:
		s.lose(e)
	case Crash, Restart, Pause, Resume:
		s.life(e)
	case Partition:
		s.partition(e)
	case Cut, Heal:
		s.cut(e)
	case Note:
	default:
		s.fault(e, "use one of local, send, receive, lost, crash, restart, pause, resume, partition, cut, heal, note, fail", "unknown kind of event %q", string(e.Kind))
	}
}

// stopped says whether the node can do nothing here, which is a fault.
func (s *stamper) stopped(e *Event) bool {
	if crash := s.down[e.Node]; crash != nil {
		s.fault(e, fmt.Sprintf("add “restart %s” before it", e.Node), "%s does something although it crashed%s", e.Node, at(crash))
		return true
	}
	if pause := s.still[e.Node]; pause != nil {
		s.fault(e, fmt.Sprintf("add “resume %s” before it", e.Node), "%s does something although it was paused%s", e.Node, at(pause))
		return true
	}
	return false
}

func (s *stamper) send(i int, e *Event) {
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
}

// life takes in what happens to a node: that it goes down and comes back, that
// it stands still and goes on. A crash ends a pause.
func (s *stamper) life(e *Event) {
	crash, pause := s.down[e.Node], s.still[e.Node]
	switch {
	case e.Kind == Crash && crash != nil:
		s.fault(e, fmt.Sprintf("remove it, or add “restart %s” between the two", e.Node), "%s is already down: it crashed%s", e.Node, at(crash))
	case e.Kind == Restart && crash == nil:
		s.fault(e, fmt.Sprintf("add “crash %s” where it goes down", e.Node), "%s restarts but is not down", e.Node)
	case e.Kind == Pause && crash != nil:
		s.fault(e, fmt.Sprintf("remove it, or add “restart %s” between the two", e.Node), "%s is paused but is down: it crashed%s", e.Node, at(crash))
	case e.Kind == Pause && pause != nil:
		s.fault(e, fmt.Sprintf("remove it, or add “resume %s” between the two", e.Node), "%s is already paused%s", e.Node, at(pause))
	case e.Kind == Resume && pause == nil:
		s.fault(e, fmt.Sprintf("add “pause %s” where it stops", e.Node), "%s resumes but is not paused", e.Node)
	default:
		switch e.Kind {
		case Crash:
			s.down[e.Node] = e
			delete(s.still, e.Node)
		case Restart:
			delete(s.down, e.Node)
		case Pause:
			s.still[e.Node] = e
		case Resume:
			delete(s.still, e.Node)
		}
		s.advance(e, nil, false)
	}
}

// cut takes in what begins and ends a cut, and what ends everything.
func (s *stamper) cut(e *Event) {
	if e.Kind == Heal && e.Node == "" && e.Peer == "" {
		if s.split == nil && len(s.cuts) == 0 {
			s.fault(e, "add a line such as “partition A | B” before it", "nothing to heal: there is no partition here")
			return
		}
		s.split = nil
		clear(s.cuts)
		return
	}
	if !s.known(e, e.Node) || !s.known(e, e.Peer) {
		return
	}
	link := [2]string{e.Node, e.Peer}
	old := s.cuts[link]
	switch {
	case e.Node == e.Peer:
		s.fault(e, "name two nodes", "nothing lies between %s and itself", e.Node)
	case e.Kind == Cut && old != nil:
		s.fault(e, "remove one of the two", "%s to %s is already cut%s", e.Node, e.Peer, at(old))
	case e.Kind == Cut:
		s.cuts[link] = e
	case old == nil:
		s.fault(e, fmt.Sprintf("add “cut %s -> %s” before it", e.Node, e.Peer), "nothing to heal: %s to %s is not cut here", e.Node, e.Peer)
	default:
		delete(s.cuts, link)
	}
}

func (s *stamper) op(o *Op) {
	line := &Event{Line: o.Line}
	switch {
	case o.Client == "":
		s.fault(line, "write “op C1 @10ms..40ms: write x=3 → ok”", "the operation names no client")
	case o.From < 0:
		s.fault(line, "count from the start of the run: “@0s..”", "the operation begins at %s, before the run", o.From)
	case !o.Open && o.To < o.From:
		s.fault(line, "write the earlier time first", "the operation ends at %s, before it begins at %s", o.To, o.From)
	case o.Open && o.Result != "":
		s.fault(line, "remove the answer, or say when it came", "the operation was never answered, and has an answer")
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
	if pause := s.still[e.Node]; pause != nil {
		s.fault(e, fmt.Sprintf("add “resume %s” before it: meanwhile messages wait", e.Node),
			"%s receives %q although it was paused%s", e.Node, e.Message, at(pause))
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
	if cut := s.cuts[[2]string{send.Node, e.Node}]; s.whole && cut != nil {
		s.fault(e, fmt.Sprintf("write “%s lost”, or add “heal %s -> %s” before it", e.Message, send.Node, e.Node),
			"message %q comes from %s to %s although that was cut%s", e.Message, send.Node, e.Node, at(cut))
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
