package main

import (
	"fmt"
	"strings"
)

type Dedup struct {
	order []string
	set   map[string]int
	max   int
}

func (d *Dedup) Seen(id string) bool {
	if _, ok := d.set[id]; ok {
		d.set[id]++
		return true
	}
	if len(d.order) == d.max {
		oldest := d.order[0]
		d.order = d.order[1:]
		delete(d.set, oldest)
	}
	d.order = append(d.order, id)
	d.set[id] = 1
	return false
}

func main() {
	d := &Dedup{set: map[string]int{}, max: 2}
	for _, id := range strings.Split("a b a c a b", " ") {
		fmt.Print(id, d.Seen(id), " ")
	}
	fmt.Println(d.order, d.set)
}
