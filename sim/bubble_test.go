package sim_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"happensbefore/sim"
	"happensbefore/trace"
)

// A server of blocking code: each request is handled in a goroutine of its own,
// behind a lock, and is passed on to all peers at once.
type server struct {
	node  *sim.Node
	mu    sync.Mutex
	seen  map[string]bool
	calls chan string
}

func newServer(n *sim.Node) sim.Handler {
	s := &server{node: n, seen: map[string]bool{}, calls: make(chan string)}
	go s.work(n.Context())
	for i := range 3 {
		go s.beat(n.Context(), time.Duration(7+i)*ms)
	}
	return s
}

// beat and its like act in one instant at many nodes.
func (s *server) beat(ctx context.Context, every time.Duration) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for i := 0; ; i++ {
		select {
		case <-tick.C:
			for _, peer := range s.node.Peers() {
				s.node.Send(peer, letter{fmt.Sprint(s.node.Name(), " ", every, " ", i)})
			}
		case <-ctx.Done():
			return
		}
	}
}

func (s *server) work(ctx context.Context) {
	for {
		select {
		case <-s.calls:
			time.Sleep(3 * ms)
			s.node.Record("worked", 1) // which of those that waited was taken is not determined
		case <-ctx.Done():
			return
		}
	}
}

func (s *server) Receive(from string, m sim.Message) {
	go func() {
		s.mu.Lock()
		text := m.(letter).Text
		old := s.seen[text]
		s.seen[text] = true
		s.mu.Unlock()
		if old {
			return
		}
		ctx, cancel := context.WithTimeout(s.node.Context(), 2*ms+ms/2)
		defer cancel()
		if from == "A" {
			select {
			case s.calls <- text:
			case <-ctx.Done():
			}
		}
	}()
}

func (s *server) Timer(string) {}

func serving(wait func()) *sim.System {
	return &sim.System{Nodes: []string{"A", "B", "C"}, Wait: wait, For: 200 * ms, Start: newServer,
		Faults: sim.Faults{Delay: 10 * ms, Loss: .1, Duplication: .1, Crashes: 2, Partitions: 1, Pauses: 1, Length: 50 * ms, Skew: ms, TornWrites: true}}
}

func TestBlockingCodeRunsInABubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := sim.Run(serving(synctest.Wait), *sim.NewSchedule().Crash("B", 50*ms, 20*ms).Pause("C", 30*ms, 50*ms))
		text := trace.Format(out.Trace)
		if out.Broken != nil || !strings.Contains(text, "worked") || out.Events < 200 {
			t.Errorf("%d events, %+v\n%s", out.Events, out.Broken, text)
		}
		if _, err := trace.Parse(text); err != nil {
			t.Error(err)
		}
	})
}

// The goroutines of this system act in the same instants, on all processors, and
// the run is the same nevertheless.
func TestBlockingCodeRunsTheSameForTheSameSeed(t *testing.T) {
	for seed := uint64(1); seed <= 20; seed++ {
		var first string
		for range 3 {
			synctest.Test(t, func(t *testing.T) {
				drawn := sim.Random(serving(synctest.Wait), seed)
				out := sim.Run(serving(synctest.Wait), drawn.Schedule)
				text := drawn.Schedule.String() + trace.Format(out.Trace)
				if first == "" {
					first = text
				} else if text != first {
					t.Fatalf("seed %d: two runs:\n%s", seed, cmp.Diff(first, text))
				}
				if out.Events != drawn.Events {
					t.Fatalf("seed %d: %d events drawn, %d run again", seed, drawn.Events, out.Events)
				}
			})
		}
	}
}

func TestSendsOfOneInstantAreInAnOrderOfTheirOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for range 20 {
			s := listening("A", "B")
			s.Wait = synctest.Wait
			s.run(nil, func(w *sim.World, at map[string]*sim.Node) {
				w.At(ms, "", "", func() {
					for _, text := range []string{"c", "a", "b"} {
						go func() {
							at["A"].Send("B", letter{text + "1"})
							at["A"].Send("B", letter{text + "0"})
						}()
					}
					at["A"].Send("B", letter{"the handler's own come first"})
				})
			})
			s.wants(t, "11ms B: the handler's own come first", "11ms B: a1", "11ms B: a0", "11ms B: b1", "11ms B: b0", "11ms B: c1", "11ms B: c0")
		}
	})
}

func TestAGoroutineThatActsBetweenEventsIsNotLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := listening("A", "B")
		s.Wait = synctest.Wait
		s.run(nil, func(w *sim.World, at map[string]*sim.Node) {
			w.At(0, "", "", func() {
				go func() {
					time.Sleep(3 * ms)
					at["A"].Send("B", letter{"at 3"})
					time.Sleep(4 * ms)
					at["A"].After(2*ms, "timer set at 7")
				}()
			})
			w.At(500*ms, "A", "much later", func() {})
		})
		s.wants(t, "9ms A: timer set at 7", "13ms B: at 3")
	})
}

func TestAPausedNodesGoroutinesWaitWhereTheyWouldAct(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := listening("A", "B")
		s.Wait = synctest.Wait
		out := s.run(sim.NewSchedule().Pause("A", 5*ms, 50*ms), func(w *sim.World, at map[string]*sim.Node) {
			w.At(0, "", "", func() {
				go func() {
					for range 3 {
						time.Sleep(4 * ms)
						at["A"].Send("B", letter{"tick"})
					}
				}()
			})
		})
		s.wants(t, "14ms B: tick", "65ms B: tick", "69ms B: tick")
		if _, err := trace.Parse(trace.Format(out.Trace)); err != nil {
			t.Error(err)
		}
	})
}

func TestAProcessThatNeverEndsIsNamed(t *testing.T) {
	quit := make(chan bool)
	synctest.Test(t, func(t *testing.T) {
		quit = make(chan bool)
		out := sim.Run(&sim.System{Nodes: []string{"A", "B"}, Wait: synctest.Wait, Start: func(n *sim.Node) sim.Handler {
			if n.Name() == "B" {
				n.Go(func() { <-quit })
			}
			return node{}
		}}, sim.Schedule{})
		if out.Broken == nil || !strings.Contains(out.Broken.What, "processes of B still wait: have them wait for Node.Context().Done() too") {
			t.Errorf("%+v", out.Broken)
		}
		close(quit)
	})
}

func TestASleeperMeetsTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ended := false
		out := sim.Run(&sim.System{Nodes: []string{"A"}, Wait: synctest.Wait, For: 100 * ms, Start: func(n *sim.Node) sim.Handler {
			n.Go(func() {
				defer func() { ended = true }()
				for {
					time.Sleep(7 * ms)
					n.Say("tick")
				}
			})
			return node{}
		}}, sim.Schedule{})
		if !ended || out.Broken != nil {
			t.Errorf("ended: %v; %+v", ended, out.Broken)
		}
	})
}

func TestOperationsOfClientsInGoroutinesHaveAnOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var first []string
		for range 10 {
			var got []string
			s := listening("A")
			s.Wait = synctest.Wait
			var world *sim.World
			s.run(nil, func(w *sim.World, at map[string]*sim.Node) {
				world = w
				for _, client := range []string{"C2", "C1", "C3"} {
					go func() {
						time.Sleep(ms)
						o := w.Begin(client, "write", "x", 1)
						time.Sleep(2 * ms)
						o.End(0)
					}()
				}
			})
			for _, o := range world.History() {
				got = append(got, fmt.Sprint(o.Client, o.Call, o.Return, o.Done))
			}
			if first == nil {
				first = got
			}
			if !slices.Equal(got, first) || len(got) != 3 || got[0] != "C11ms 3ms true" {
				t.Fatalf("%v, first %v", got, first)
			}
		}
	})
}
