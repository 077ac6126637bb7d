package interpreted

import (
	"bytes"
	"os"
	"strings"
	"sync"
	"testing"

	"happensbefore/grader/wire"
)

// do runs a job to its end and returns what it printed and reported.
func do(t testing.TB, job wire.Job) (printed string, frames []wire.Frame) {
	t.Helper()
	var out bytes.Buffer
	var once sync.Once
	ended := make(chan bool)
	go func() { // a job's last goroutine never ends: its process does
		report := func(f wire.Frame) { frames = append(frames, f) }
		if err := Run(job, report, &out, func() { once.Do(func() { close(ended) }) }); err != nil {
			t.Error(err)
		}
	}()
	<-ended
	return out.String(), frames
}

// What a thousand seeds give is in sim's golden file, and the same interpreted.
func TestAThousandSeedsGiveTheSameInterpreted(t *testing.T) {
	source, err := os.ReadFile("../../sim/testdata/thousand/main.go")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("../../sim/testdata/thousand/printed.golden")
	if err != nil {
		t.Fatal(err)
	}
	got, frames := do(t, wire.Job{Files: []wire.File{{Name: "main.go", Source: source}}})
	if got != string(want) {
		t.Errorf("it prints\n%s\nwant\n%s\n%+v", got, want, frames)
	}
}

const (
	courier = `package courier

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
	courierTests = `package courier_test

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
	_, frames := do(t, wire.Job{
		Files:  []wire.File{{Name: "courier.go", Source: []byte(courier)}},
		Tests:  []wire.File{{Name: "hidden_test.go", Source: []byte(courierTests)}},
		Checks: []wire.Check{{Test: "TestWalk", Seeds: 1}, {Test: "TestBubble", Seeds: 2}},
	})
	told := 0
	for _, f := range frames {
		if f.Kind != wire.Checked {
			continue
		}
		told++
		// The interpreter knows the function, and not always which of its lines.
		if want := "index out of range (courier.go, line 2"; f.Result.Passed || !strings.Contains(f.Result.Message, want) {
			t.Errorf("%s: %q, want %q", f.Test, f.Result.Message, want)
		}
	}
	if told != 2 {
		t.Errorf("%d checks told: %+v", told, frames)
	}
}
