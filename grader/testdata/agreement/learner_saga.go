package main

import (
	"errors"
	"fmt"
)

type Step struct {
	Name string
	Do   func() error
	Undo func()
}
type Saga struct {
	steps []Step
	log   []string
}

func (s *Saga) Add(name string, do func() error, undo func()) *Saga {
	s.steps = append(s.steps, Step{name, do, undo})
	return s
}
func (s *Saga) Run() error {
	for i, st := range s.steps {
		s.log = append(s.log, "do "+st.Name)
		if err := st.Do(); err != nil {
			for j := i - 1; j >= 0; j-- {
				s.steps[j].Undo()
				s.log = append(s.log, "undo "+s.steps[j].Name)
			}
			return fmt.Errorf("step %s: %w", st.Name, err)
		}
	}
	return nil
}

func main() {
	stock := 5
	paid := 0
	bad := errors.New("no truck")
	s := &Saga{}
	err := s.Add("reserve", func() error { stock--; return nil }, func() { stock++ }).Add("pay", func() error { paid += 10; return nil }, func() { paid -= 10 }).Add("ship", func() error { return bad }, func() {}).Run()
	fmt.Println(err, errors.Is(err, bad), stock, paid, s.log)
}
