package main

import (
	"fmt"
	"sort"
	"time"
)

type Task struct {
	at   time.Duration
	name string
	run  func(*Sched)
}
type Sched struct {
	now   time.Duration
	queue []Task
	log   []string
}

func (s *Sched) After(d time.Duration, name string, f func(*Sched)) {
	s.queue = append(s.queue, Task{s.now + d, name, f})
	sort.SliceStable(s.queue, func(i, j int) bool { return s.queue[i].at < s.queue[j].at })
}
func (s *Sched) Run() {
	for len(s.queue) > 0 {
		t := s.queue[0]
		s.queue = s.queue[1:]
		s.now = t.at
		s.log = append(s.log, fmt.Sprint(t.name, "@", t.at))
		t.run(s)
	}
}

func main() {
	s := &Sched{}
	s.After(3*time.Second, "c", func(*Sched) {})
	s.After(time.Second, "a", func(s *Sched) { s.After(time.Second, "b", func(*Sched) {}) })
	for i := range 2 {
		s.After(2*time.Second, fmt.Sprint("t", i), func(*Sched) {
			if i == 1 {
				s.log = append(s.log, "one")
			}
		})
	}
	s.Run()
	fmt.Println(s.log)
}
