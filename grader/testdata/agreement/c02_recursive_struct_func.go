package main

import "fmt"

type State func(*M) State
type M struct {
	n  int
	st State
}

func start(m *M) State {
	m.n++
	if m.n > 3 {
		return nil
	}
	return start
}
func main() {
	m := &M{}
	for s := State(start); s != nil; s = s(m) {
	}
	fmt.Println(m.n)
}
