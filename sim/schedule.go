package sim

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Schedule is all that can go wrong in one run, and when. A System run under
// an empty schedule has a network where each message takes System.Latency, and
// machines that work.
//
// Its text, which String writes, begins with a line "seed 7" and has one step
// a line, as Step.String prints them.
type Schedule struct {
	Seed  uint64 // what Node.Rand draws from
	Steps []Step
}

// An Action is a kind of step.
type Action string

const (
	Drop      Action = "drop"      // message N from From to To is lost
	Delay     Action = "delay"     // it takes For longer
	Duplicate Action = "duplicate" // it arrives a second time, For after the first
	Crash     Action = "crash"     // Node goes down At, For so long, or for good if For is 0; Keep bytes of each unsynced file survive
	Pause     Action = "pause"     // Node does nothing from At on, For so long
	Partition Action = "partition" // no message passes between Groups from At on, For so long, or for good if For is 0
	Cut       Action = "cut"       // no message passes from From to To from At on, For so long, or for good if For is 0
	Skew      Action = "skew"      // Node's clock jumps by For, which may be negative, At
	Drift     Action = "drift"     // Node's clock runs Rate faster, or slower if negative, all the time
)

// A Step is one thing that goes wrong. Of its fields those count that its
// Action names. A step about a message that is never sent, or a node that is
// down anyway, does nothing.
type Step struct {
	Action   Action
	From, To string // of a message or a cut
	N        int    // which message of all that From sends to To, from 1 on
	Node     string
	Groups   [][]string
	At       time.Duration
	For      time.Duration
	Keep     int
	Rate     float64
}

// NewSchedule is an empty schedule, to which its methods add.
func NewSchedule() *Schedule { return &Schedule{} }

// Drop loses the nth message that from sends to to.
func (s *Schedule) Drop(from, to string, n int) *Schedule {
	return s.add(Step{Action: Drop, From: from, To: to, N: n})
}

// Delay makes the nth message that from sends to to arrive that much later.
func (s *Schedule) Delay(from, to string, n int, by time.Duration) *Schedule {
	return s.add(Step{Action: Delay, From: from, To: to, N: n, For: by})
}

// Duplicate delivers the nth message that from sends to to a second time, that
// much after the first.
func (s *Schedule) Duplicate(from, to string, n int, after time.Duration) *Schedule {
	return s.add(Step{Action: Duplicate, From: from, To: to, N: n, For: after})
}

// Crash takes a node down at a time and restarts it after down, or never if
// down is 0.
func (s *Schedule) Crash(node string, at, down time.Duration) *Schedule {
	return s.add(Step{Action: Crash, Node: node, At: at, For: down})
}

// Tear is a Crash that keeps the first bytes of what was not yet synced.
func (s *Schedule) Tear(node string, at, down time.Duration, keep int) *Schedule {
	return s.add(Step{Action: Crash, Node: node, At: at, For: down, Keep: keep})
}

// Pause stops a node for a while; what arrives waits.
func (s *Schedule) Pause(node string, at, length time.Duration) *Schedule {
	return s.add(Step{Action: Pause, Node: node, At: at, For: length})
}

// Partition keeps groups of nodes apart, for good if length is 0.
func (s *Schedule) Partition(at, length time.Duration, groups ...[]string) *Schedule {
	return s.add(Step{Action: Partition, At: at, For: length, Groups: groups})
}

// Cut keeps messages of one direction from arriving, for good if length is 0.
func (s *Schedule) Cut(from, to string, at, length time.Duration) *Schedule {
	return s.add(Step{Action: Cut, From: from, To: to, At: at, For: length})
}

// Skew makes a node's clock jump by so much.
func (s *Schedule) Skew(node string, at, by time.Duration) *Schedule {
	return s.add(Step{Action: Skew, Node: node, At: at, For: by})
}

// Drift makes a node's clock run faster by a share, as 0.01, or slower.
func (s *Schedule) Drift(node string, rate float64) *Schedule {
	return s.add(Step{Action: Drift, Node: node, Rate: rate})
}

func (s *Schedule) add(step Step) *Schedule {
	s.Steps = append(s.Steps, step)
	return s
}

// Len is the number of steps.
func (s *Schedule) Len() int { return len(s.Steps) }

// String is the step as one line of a schedule's text.
func (s Step) String() string {
	switch s.Action {
	case Drop:
		return fmt.Sprintf("drop %s -> %s #%d", s.From, s.To, s.N)
	case Delay:
		return fmt.Sprintf("delay %s -> %s #%d by %s", s.From, s.To, s.N, s.For)
	case Duplicate:
		return fmt.Sprintf("duplicate %s -> %s #%d after %s", s.From, s.To, s.N, s.For)
	case Crash:
		line := fmt.Sprintf("crash %s at %s", s.Node, s.At) + lasting(s.For)
		if s.Keep > 0 {
			line += fmt.Sprintf(" keeping %d bytes", s.Keep)
		}
		return line
	case Pause:
		return fmt.Sprintf("pause %s at %s", s.Node, s.At) + lasting(s.For)
	case Partition:
		groups := make([]string, len(s.Groups))
		for i, g := range s.Groups {
			groups[i] = strings.Join(g, ", ")
		}
		return fmt.Sprintf("partition %s at %s", strings.Join(groups, " | "), s.At) + lasting(s.For)
	case Cut:
		return fmt.Sprintf("cut %s -> %s at %s", s.From, s.To, s.At) + lasting(s.For)
	case Skew:
		return fmt.Sprintf("skew %s at %s by %s", s.Node, s.At, s.For)
	case Drift:
		return fmt.Sprintf("drift %s by %s", s.Node, strconv.FormatFloat(s.Rate, 'g', -1, 64))
	}
	return string(s.Action)
}

func lasting(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return " for " + d.String()
}

// String is the schedule's text.
func (s Schedule) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "seed %d\n", s.Seed)
	for _, step := range s.Steps {
		b.WriteString(step.String() + "\n")
	}
	return b.String()
}

func (s Schedule) clone() Schedule {
	return Schedule{Seed: s.Seed, Steps: slices.Clone(s.Steps)}
}
