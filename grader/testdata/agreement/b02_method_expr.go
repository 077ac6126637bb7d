package main

import "fmt"

type C struct{ n int }

func (c *C) Add(d int) int { c.n += d; return c.n }
func main()                { var c C; f := (*C).Add; fmt.Println(f(&c, 5)) }
