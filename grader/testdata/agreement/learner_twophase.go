package main

import (
	"fmt"
	"sync"
)

type Part struct {
	name                string
	ok                  bool
	prepared, committed map[string]bool
}

func (p *Part) Prepare(tx string) bool {
	if !p.ok {
		return false
	}
	p.prepared[tx] = true
	return true
}
func (p *Part) Finish(tx string, commit bool) {
	if !p.prepared[tx] {
		return
	}
	delete(p.prepared, tx)
	if commit {
		p.committed[tx] = true
	}
}

type Coord struct {
	parts []*Part
	wal   []string
}

func (c *Coord) Run(tx string) (committed bool) {
	defer func() { c.wal = append(c.wal, fmt.Sprintf("%s %t", tx, committed)) }()
	votes := make(chan bool, len(c.parts))
	for _, p := range c.parts {
		go func() { votes <- p.Prepare(tx) }()
	}
	all := true
	for range c.parts {
		if !<-votes {
			all = false
		}
	}
	var wg sync.WaitGroup
	for _, p := range c.parts {
		wg.Add(1)
		go func() { defer wg.Done(); p.Finish(tx, all) }()
	}
	wg.Wait()
	return all
}

func main() {
	mk := func(n string, ok bool) *Part { return &Part{n, ok, map[string]bool{}, map[string]bool{}} }
	c := &Coord{parts: []*Part{mk("a", true), mk("b", true)}}
	fmt.Println(c.Run("t1"))
	c.parts = append(c.parts, mk("c", false))
	fmt.Println(c.Run("t2"))
	for _, p := range c.parts {
		fmt.Println(p.name, p.committed, len(p.prepared))
	}
	fmt.Println(c.wal)
}
