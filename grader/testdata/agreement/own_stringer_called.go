package main

import "fmt"

type Order int

const (
	Equal Order = iota
	Before
	After
)

func (o Order) String() string {
	switch o {
	case Before:
		return "before"
	case After:
		return "after"
	}
	return "equal"
}

func (o Order) Flip() Order {
	switch o {
	case Before:
		return After
	case After:
		return Before
	default:
		return o
	}
}

func main() {
	for _, o := range []Order{Equal, Before, After} {
		fmt.Println(int(o), o.String(), o.Flip().String())
	}
}
