package compiled

import (
	"strings"
	"testing"

	"happensbefore/course"
	"happensbefore/grader/wire"
)

const (
	simulated = `package courier

import (
	"time"

	"sim"
)

type Letter struct{ Text string }

type Courier struct{ node *sim.Node }

func New(n *sim.Node) *Courier {
	c := &Courier{n}
	n.Go(c.walk)
	return c
}

func (c *Courier) walk() {
	c.node.Sleep(time.Second)
	var stops []string
	c.node.Send(stops[0], Letter{"hello"})
}

func (c *Courier) Receive(from string, m sim.Message) {}

func (c *Courier) Timer(name string) {}
`
	simulatedTests = `package courier_test

import (
	"testing"
	"testing/synctest"

	"lab"
	"sim"
)

func system() *sim.System {
	return &sim.System{Nodes: []string{"A"}, Start: func(n *sim.Node) sim.Handler { return courier.New(n) }}
}

func TestWalk(t *testing.T) { sim.Random(system(), 1) }

func TestBubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := system()
		s.Wait = synctest.Wait
		sim.Random(s, 1)
	})
}
`
)

func TestAPanicOfASimulatedProcessNamesTheLearnersLine(t *testing.T) {
	job := jobOf([]course.File{{Name: "courier.go", Source: simulated}}, []course.File{{Name: "hidden_test.go", Source: simulatedTests}},
		[]course.Check{{Test: "TestWalk"}, {Test: "TestBubble", Seeds: 2}})
	r := buildAndRun(t, job)
	told := 0
	for _, f := range r.frames {
		if f.Kind != wire.Checked {
			continue
		}
		told++
		if want := "panic: runtime error: index out of range [0] with length 0 (courier.go, line 22)"; f.Result.Passed || !strings.Contains(f.Result.Message, want) {
			t.Errorf("%s: %q, want %q", f.Test, f.Result.Message, want)
		}
	}
	if told != 2 || !r.clean() {
		t.Errorf("%d checks told, clean: %v\n%s", told, r.clean(), r.Errors)
	}
}
