package sim

import (
	"fmt"
	"slices"
	"time"
	"unicode"
)

// A Message is what nodes send each other: a struct of the learner's own whose
// fields are exported and hold numbers, strings, booleans, slices, maps and
// structs of such. It is copied on its way, as if it were encoded and decoded,
// so that two nodes never share memory.
type Message any

// A Handler is a node's behaviour. Its methods are called one at a time, and
// what they do takes no virtual time.
type Handler interface {
	Receive(from string, m Message) // a message arrived
	Timer(name string)              // a timer set with Node.After ran out
}

// A System is what a test simulates.
type System struct {
	Nodes []string // their names, in the order in which diagrams show them: letters, digits, - and _

	// Start makes a node's handler, when the system starts and again after each
	// crash. It may send, set timers and read the disk.
	Start func(*Node) Handler

	// Drive, if any, is called once before time 0, to say with World.At what
	// clients do and when.
	Drive func(*World)

	// Links, if any, says how long messages take from one node to another. It is
	// asked once for each pair in each run.
	Links func(from, to string) Link

	Latency time.Duration // of a message that nothing delays, where Links does not say; 10 ms if zero
	For     time.Duration // how much virtual time passes; 10 s if zero
	Events  int           // how many events may happen; 50,000 if zero
	Faults  Faults        // what a seed may draw
	Must    []Property    // what has to hold

	// Wait, if any, makes the nodes' code free to wait by any means: on channels
	// and locks of its own, with time.Sleep, for a context. Then the run has to be
	// inside a bubble of testing/synctest, Wait has to be synctest.Wait, and
	// virtual time is the bubble's.
	Wait func()

	// Effort bounds the search for a shorter schedule, in simulated events; 60,000 if zero.
	Effort int
}

// Faults says what a random schedule may contain. Zero means none of a kind.
type Faults struct {
	Delay       time.Duration // a message may take up to this much longer
	Loss        float64       // share of messages that are lost
	Duplication float64       // share of messages that arrive twice
	Crashes     int           // crashes, at most, each with a restart
	Partitions  int           // partitions, at most, each healed
	OneWay      bool          // a partition may be of one direction only
	Pauses      int           // pauses of a node, at most
	Length      time.Duration // of a crash, a partition or a pause, at most; 1 s if zero
	Skew        time.Duration // a node's clock may be wrong by this much, either way
	Drift       float64       // a node's clock may run faster or slower by this share
	TornWrites  bool          // a crash may keep a part of what was not yet synced
	MidWrite    bool          // a crash may come in the middle of a write to the disk

	// Until is when faults end, so that a test can ask what follows; if zero,
	// half of System.For.
	Until time.Duration
}

const (
	defaultLatency = 10 * time.Millisecond
	defaultFor     = 10 * time.Second
	defaultLength  = time.Second
	defaultEffort  = 60_000

	// defaultEvents ends a run that goes on at one instant or floods the network.
	defaultEvents = 50_000

	maxName  = 24   // bytes of a node's name, so that a diagram has room for it
	maxNodes = 1000 // a run keeps a number for each pair of nodes
)

func (s *System) latency() time.Duration { return or(s.Latency, defaultLatency) }
func (s *System) length() time.Duration  { return or(s.For, defaultFor) }
func (s *System) events() int            { return or(s.Events, defaultEvents) }
func (s *System) effort() int            { return or(s.Effort, defaultEffort) }
func (s *System) until() time.Duration   { return or(s.Faults.Until, s.length()/2) }

func or[T int | time.Duration | string](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

// check panics where the system cannot be run, with words that name the mend:
// it is the test's author who reads them.
func (s *System) check() {
	switch {
	case len(s.Nodes) == 0:
		panic("sim: the system has no nodes: name them in System.Nodes")
	case len(s.Nodes) > maxNodes:
		panic(fmt.Sprintf("sim: the system has %d nodes: at most %d can be simulated", len(s.Nodes), maxNodes))
	case s.Start == nil:
		panic("sim: the system has no Start: set System.Start to the function that makes a node's handler")
	case s.Latency < 0 || s.For < 0 || s.Events < 0:
		panic("sim: Latency, For and Events of a system cannot be negative: leave them zero for what is usual")
	case s.For > longest:
		panic(fmt.Sprintf("sim: System.For is %s: a run lasts %s at most", s.For, longest))
	case s.Faults.Drift < 0 || s.Faults.Drift > maxDrift:
		panic(fmt.Sprintf("sim: Faults.Drift is %v: it is a share, from 0 to %v", s.Faults.Drift, maxDrift))
	}
	for i, name := range s.Nodes {
		if fault := nameFault(name); fault != "" {
			panic("sim: " + fault)
		}
		if slices.Contains(s.Nodes[:i], name) {
			panic(fmt.Sprintf("sim: two nodes have the name %q: give each a name of its own", name))
		}
	}
}

// words that begin a line of a trace, and so cannot be names in one.
var reserved = []string{"title", "nodes", "clocks", "omitted", "step", "op", "note", "crash", "restart", "pause", "resume", "fail", "partition", "cut", "heal"}

// nameFault says what is wrong with a node's name, and its mend, or "".
func nameFault(name string) string {
	const mend = "use letters, digits, - and _"
	switch {
	case name == "":
		return "a node has no name: " + mend
	case len(name) > maxName:
		return fmt.Sprintf("the node's name %q is longer than %d bytes: shorten it", name, maxName)
	case name[0] == '-':
		return fmt.Sprintf("the node's name %q begins with -: begin it with a letter or a digit", name)
	case slices.Contains(reserved, name):
		return fmt.Sprintf("the node's name %q is a word of the diagrams: choose another", name)
	}
	for _, r := range name {
		if r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return fmt.Sprintf("the node's name %q holds %q: %s", name, r, mend)
		}
	}
	return ""
}
