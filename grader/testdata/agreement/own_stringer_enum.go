package main

import "fmt"

type Order int

const (
	Before Order = iota
	After
)

func (o Order) String() string { return []string{"before", "after"}[o] }

func main() {
	fmt.Println(Before, After)
	fmt.Printf("%v %d\n", After, After)
}
