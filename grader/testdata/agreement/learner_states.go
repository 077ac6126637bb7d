package main

import (
	"fmt"
)

type State int

const (
	Idle State = iota
	Running
	Done
)

var next = map[State]State{Idle: Running, Running: Done}

func (s State) Terminal() bool { _, ok := next[s]; return !ok }

type M struct {
	state State
	log   []State
	hooks map[State]func(from, to State)
}

func (m *M) Step() bool {
	to, ok := next[m.state]
	if !ok {
		return false
	}
	from := m.state
	m.state = to
	m.log = append(m.log, to)
	if h := m.hooks[to]; h != nil {
		h(from, to)
	}
	return true
}

func main() {
	m := &M{hooks: map[State]func(State, State){Done: func(f, t State) { fmt.Println("hook", int(f), int(t)) }}}
	for m.Step() {
		fmt.Println(int(m.state))
	}
	fmt.Println(m.state == Done, m.state.Terminal(), len(m.log), m.log)
}
