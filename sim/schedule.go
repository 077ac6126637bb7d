package sim

import (
	"fmt"
	"math"
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
	Crash     Action = "crash"     // Node goes down At, or in its write number N if that is not 0, For so long, or for good if For is 0; Keep bytes of each unsynced file survive
	Pause     Action = "pause"     // Node does nothing from At on, For so long, or for good if For is 0
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
	N        int    // which message of all that From sends to To, from 1 on; of a crash, which write to the disk
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

// CrashWriting takes a node down in the middle of its nth write to the disk,
// counted over all files and all its lives, and keeps the first bytes of what
// was not yet synced. That write does not happen, but Append's may be kept.
func (s *Schedule) CrashWriting(node string, n int, down time.Duration, keep int) *Schedule {
	return s.add(Step{Action: Crash, Node: node, N: n, For: down, Keep: keep})
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
		if s.N > 0 {
			line = fmt.Sprintf("crash %s in write #%d", s.Node, s.N) + lasting(s.For)
		}
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

// fault says what keeps a system from being run under the schedule, with its
// mend, or "".
func (s Schedule) fault(nodes map[string]*machine, names []string) string {
	for _, step := range s.Steps {
		if fault := step.fault(); fault != "" {
			return fmt.Sprintf("the step %q: %s", step, fault)
		}
		for _, name := range step.nodes() {
			if nodes[name] == nil {
				return fmt.Sprintf("the step %q names a node that the system does not have: it has %s", step, strings.Join(names, ", "))
			}
		}
	}
	return ""
}

// nodes are all that the step names.
func (s Step) nodes() []string {
	switch s.Action {
	case Drop, Delay, Duplicate, Cut:
		return []string{s.From, s.To}
	case Partition:
		return slices.Concat(s.Groups...)
	}
	return []string{s.Node}
}

// fault says what is wrong with the step whatever the system, or "".
func (s Step) fault() string {
	for _, name := range s.nodes() {
		if fault := nameFault(name); fault != "" {
			return fault
		}
	}
	message := s.Action == Drop || s.Action == Delay || s.Action == Duplicate
	switch {
	case message && s.N < 1:
		return "messages are counted from 1"
	case s.N < 0 || s.Keep < 0:
		return "a number is negative"
	case s.At < 0:
		return "it begins before the run: times count from 0s"
	case s.For < 0 && s.Action != Skew:
		return "it lasts less than no time"
	case s.For > longest || s.For < -longest || s.At > longest:
		return fmt.Sprintf("a time is longer than %s", longest)
	case s.Action == Drift && !(-maxDrift <= s.Rate && s.Rate <= maxDrift):
		return fmt.Sprintf("a clock's rate can be wrong by %v at most", maxDrift)
	case s.Action == Cut && s.From == s.To:
		return "nothing lies between a node and itself"
	case s.Action == Partition:
		return groupsFault(s.Groups)
	case !slices.Contains(actions, s.Action):
		return fmt.Sprintf("there is no action %q", s.Action)
	}
	return ""
}

var actions = []Action{Drop, Delay, Duplicate, Crash, Pause, Partition, Cut, Skew, Drift}

// longest bounds all times of a schedule, so that sums of them are times too.
const longest = 1000 * time.Hour

func groupsFault(groups [][]string) string {
	if len(groups) < 2 {
		return "a partition has two groups at least, with | between them"
	}
	seen := map[string]bool{}
	for _, group := range groups {
		if len(group) == 0 {
			return "a group of the partition is empty"
		}
		for _, name := range group {
			if seen[name] {
				return fmt.Sprintf("%s stands in the partition twice", name)
			}
			seen[name] = true
		}
	}
	return ""
}

// ppb is a share in billionths.
func ppb(rate float64) int64 { return int64(math.Round(rate * billion)) }
