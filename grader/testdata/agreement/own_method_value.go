package main

import "fmt"

type C struct{ n int }

func (c *C) Inc() { c.n++ }

func main() {
	c := &C{}
	f := c.Inc
	f()
	fmt.Println(c.n)
}
