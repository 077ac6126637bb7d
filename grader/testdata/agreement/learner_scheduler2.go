package main

import (
	"fmt"
	"sort"
)

type Event struct {
	at   int
	name string
}
type Sim struct {
	now   int
	queue []Event
	on    map[string]func(at int)
	log   []string
}

func (s *Sim) Post(d int, name string) {
	s.queue = append(s.queue, Event{s.now + d, name})
	sort.SliceStable(s.queue, func(i, j int) bool { return s.queue[i].at < s.queue[j].at })
}
func (s *Sim) Run() {
	for len(s.queue) > 0 {
		e := s.queue[0]
		s.queue = s.queue[1:]
		s.now = e.at
		s.log = append(s.log, fmt.Sprint(e.name, "@", e.at))
		if f := s.on[e.name]; f != nil {
			f(e.at)
		}
	}
}

func main() {
	s := &Sim{on: map[string]func(int){}}
	s.on["a"] = func(at int) {
		if at < 5 {
			s.Post(2, "a")
			s.Post(1, "b")
		}
	}
	s.Post(1, "a")
	s.Post(1, "c")
	s.Run()
	fmt.Println(s.log)
}
