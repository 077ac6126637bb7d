package main

import "fmt"

type Clock struct {
	node string
	time map[string]int
}

func (c *Clock) Tick() map[string]int {
	c.time[c.node]++
	return c.time
}

func main() {
	c := Clock{node: "A", time: map[string]int{}}
	first := c.Tick()
	c.Tick()
	fmt.Println(first)
	n, ok := first["B"]
	fmt.Println(n, ok)
	for _, k := range []string{"A", "B", "A", "C"} {
		v, ok := first[k]
		fmt.Println(k, v, ok)
	}
}
