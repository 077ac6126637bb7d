package raft

import (
	"fmt"
	"slices"
	"time"

	"happensbefore/sim"
)

// A Cluster is servers and their clients as a system for sim, with everything
// that has to hold of them. Its System can be run many times, one run after the
// other.
type Cluster struct {
	names   []string
	flaw    flaw
	running []*Server // of this run, in the order of names; one that is down is there as it was
}

// NewCluster has so many servers.
func NewCluster(servers int) *Cluster {
	c := &Cluster{}
	for i := range servers {
		c.names = append(c.names, fmt.Sprintf("S%d", i+1))
	}
	return c
}

// A Weather is what kind of faults there are.
type Weather int

const (
	Storms  Weather = iota // few faults, each longer than an election
	Showers                // many short ones, several in one election
	Gales                  // hardly a moment without one: leaders come and go

	weathers = 3
)

func (w Weather) faults() sim.Faults {
	f := sim.Faults{
		Delay:       120 * time.Millisecond,
		Loss:        0.08,
		Duplication: 0.08,
		Crashes:     6,
		Partitions:  4,
		OneWay:      true,
		Pauses:      2,
		Length:      700 * time.Millisecond,
		Skew:        100 * time.Millisecond,
		Drift:       0.05,
		TornWrites:  true,
		Until:       faultsEnd,
	}
	switch w {
	case Showers:
		f.Crashes, f.Partitions, f.Pauses, f.Length = 30, 12, 8, 60*time.Millisecond
	case Gales:
		f.Loss, f.Crashes, f.Partitions, f.Pauses, f.Length = 0.3, 40, 40, 0, 150*time.Millisecond
	}
	return f
}

const (
	// After the last fault there is time for the longest one, an election and
	// the commands of which liveness is told.
	faultsEnd   = 2500 * time.Millisecond
	settled     = 4200 * time.Millisecond
	clientsStop = 4800 * time.Millisecond
	duration    = 5300 * time.Millisecond
)

// System is the cluster with all kinds of faults, in that weather.
func (c *Cluster) System(weather Weather) sim.System {
	return sim.System{
		Nodes: c.names,
		Start: func(n *sim.Node) sim.Handler {
			s := newServer(n, c.flaw)
			c.running[slices.Index(c.names, n.Name())] = s
			return s
		},
		Drive: func(w *sim.World) {
			c.running = make([]*Server, len(c.names))
			for i := range clients {
				newClient(c, w, i).begin()
			}
		},
		For:    duration,
		Faults: weather.faults(),
		Must:   c.properties(),
	}
}
