package raft

import (
	"flag"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"happensbefore/sim"
)

var schedules = flag.Int("schedules", 500, "how many random schedules the sound cluster has to survive")

// sample is the cluster, the system and the seed of a schedule, by its number:
// three servers and five, and all weathers, in turn.
func sample(f flaw, number int) (*Cluster, sim.System, uint64) {
	c := NewCluster(3 + 2*(number%2))
	c.flaw = f
	return c, c.System(Weather(number / 2 % weathers)), uint64(number)
}

func TestSoundClusterSurvives(t *testing.T) {
	began := time.Now()
	var next, run, events, faults, terms, applied atomic.Int64
	var work sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() {
			for !t.Failed() {
				number := int(next.Add(1))
				if number > *schedules {
					return
				}
				c, s, seed := sample(sound, number)
				out := sim.Random(&s, seed)
				if out.Broken != nil {
					t.Errorf("schedule %d breaks it: %s: %s\n%s", number, out.Broken.Property, out.Broken.What, out.Schedule)
					return
				}
				run.Add(1)
				events.Add(int64(out.Events))
				faults.Add(int64(out.Schedule.Len()))
				terms.Add(int64(c.running[0].ballot.Term))
				applied.Add(int64(c.running[0].machine.Applied))
			}
		})
	}
	work.Wait()
	took, n := time.Since(began).Seconds(), run.Load()
	t.Logf("%d schedules survived in %.1f s, %.0f a second: %d events, %d faults, %d terms, %d entries applied",
		n, took, float64(n)/took, events.Load(), faults.Load(), terms.Load(), applied.Load())
	// A cluster that does nothing survives as well.
	if terms.Load() < 3*n || applied.Load() < 30*n {
		t.Error("fewer than three terms and thirty entries in a schedule: the faults or the clients are too weak to tell")
	}
}
