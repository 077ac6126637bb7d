package courier_test

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
