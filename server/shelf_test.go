package server

import (
	"fmt"

	"happensbefore/course"
)

// canary stands in every solution. It must be in no answer to anybody who has
// not passed the lab.
const canary = "canary-0f7c21"

// fakeLabs are a lab with one file, one with two, and one that breaks the
// rules.
type fakeLabs struct{}

const starterClock = `package lamport

// A Clock is a Lamport clock.
type Clock struct{ now uint64 }

// Tick is a local event.
func (c *Clock) Tick() uint64 { c.now++; return c.now }

// Receive is the receipt of a message.
func (c *Clock) Receive(sent uint64) uint64 { return c.now }
`

const solvedClock = `package lamport

// A Clock is a Lamport clock.
type Clock struct{ now uint64 }

// Tick is a local event.
func (c *Clock) Tick() uint64 { c.now++; return c.now }

// Receive is the receipt of a message.
func (c *Clock) Receive(sent uint64) uint64 {
	if sent > c.now {
		c.now = sent
	}
	return c.Tick()
}
`

var lamport = course.Lab{
	Slug: "lamport-clock", Title: "Lamport clock", Chapter: "clocks",
	Summary: "Order events across nodes without trusting any wall clock.", Difficulty: 2, Minutes: 30,
	HTML: "<p>Build a clock.</p>",
	Checks: []course.Check{
		{Test: "TestTickAdvances", Says: "every local event gets a larger time", Points: 1, Seeds: 1},
		{Test: "TestReceiveTakesMax", Says: "receiving moves past the sender's time", Points: 2, Seeds: 1, Hints: []string{
			"<p>hint-one: the receiver has seen the message</p>",
			"<p>hint-two: so its time is past the sender's</p>",
			"<p>hint-three: max, then one more</p>",
		}},
	},
	Visible: []course.Check{{Test: "TestTick", Says: "a local event gets a larger time", Seeds: 1}},
	Starter: []course.File{{Name: "clock.go", Source: starterClock}},
	Tests:   []course.File{{Name: "clock_test.go", Source: "package lamport_test\n"}},
	Limits:  course.DefaultLimits(),
}

var vector = course.Lab{
	Slug: "vector-clock", Title: "Vector clock", Chapter: "clocks", Summary: "Tell before from concurrent.",
	Difficulty: 3, Minutes: 45, HTML: "<p>Build a vector clock.</p>",
	Checks:  []course.Check{{Test: "TestMerge", Says: "a merge keeps every node", Points: 3, Seeds: 1}},
	Starter: []course.File{{Name: "vector.go", Source: "package vector\n"}, {Name: "compare.go", Source: "package vector\n\n// Compare …\n"}},
	Limits:  course.DefaultLimits(),
}

var broken = course.Lab{
	Slug: "saga", Title: "Saga", Chapter: "lost-file", Summary: "Undo in the right order.", HTML: "<p>Build a saga.</p>",
	Starter:  []course.File{{Name: "saga.go", Source: "package saga\n"}},
	Limits:   course.DefaultLimits(),
	Problems: []course.Problem{{File: "labs/saga.md", Line: 12, What: "check TestUndo names no test", Mend: "write the test or remove the check"}},
}

func (fakeLabs) Labs() []course.Lab { return []course.Lab{lamport, vector, broken} }

func (l fakeLabs) Lab(slug string) (*course.Lab, error) {
	for _, lab := range l.Labs() {
		if lab.Slug == slug {
			return &lab, nil
		}
	}
	return nil, fmt.Errorf("labs: %q: %w", slug, course.ErrNotFound)
}

func (l fakeLabs) Solutions(slug string) ([]course.Variant, error) {
	lab, err := l.Lab(slug)
	if err != nil {
		return nil, err
	}
	return []course.Variant{
		{Files: []course.File{{Name: lab.Starter[0].Name, Source: "// " + canary + "\n" + solvedClock}}},
		{Name: "mutex-free", Files: []course.File{{Name: lab.Starter[0].Name, Source: "// " + canary + " again\n" + solvedClock}}},
	}, nil
}
