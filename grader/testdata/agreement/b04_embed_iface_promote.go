package main

import "fmt"

type Logger interface{ Logf(string, ...any) }
type base struct{ lines []string }

func (b *base) Logf(f string, a ...any) { b.lines = append(b.lines, fmt.Sprintf(f, a...)) }

type S struct {
	*base
	Name string
}

func main() { s := &S{&base{}, "x"}; var l Logger = s; l.Logf("x %d", 1); fmt.Println(len(s.lines)) }
