package sim

import "time"

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
	Nodes []string // their names, in the order in which diagrams show them

	// Start makes a node's handler, when the system starts and again after each
	// crash. It may send, set timers and read the disk.
	Start func(*Node) Handler

	// Drive, if any, is called once before time 0, to say with World.At what
	// clients do and when.
	Drive func(*World)

	Latency time.Duration // of a message that nothing delays; 10 ms if zero
	For     time.Duration // how much virtual time passes; 10 s if zero
	Faults  Faults        // what a seed may draw
	Must    []Property    // what has to hold

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

	// Until is when faults end, so that a test can ask what follows; if zero,
	// half of System.For.
	Until time.Duration
}

const (
	defaultLatency = 10 * time.Millisecond
	defaultFor     = 10 * time.Second
	defaultLength  = time.Second
	defaultEffort  = 60_000

	// maxEvents ends a run that goes on at one instant or floods the network.
	maxEvents = 50_000
)

func (s *System) latency() time.Duration { return or(s.Latency, defaultLatency) }
func (s *System) length() time.Duration  { return or(s.For, defaultFor) }
func (s *System) effort() int            { return or(s.Effort, defaultEffort) }
func (s *System) until() time.Duration   { return or(s.Faults.Until, s.length()/2) }

func or[T int | time.Duration](v, otherwise T) T {
	if v == 0 {
		return otherwise
	}
	return v
}
