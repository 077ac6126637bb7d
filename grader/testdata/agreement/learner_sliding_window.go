package main

import (
	"fmt"
	"time"
)

type Window struct {
	hits []time.Time
	max  int
	per  time.Duration
}

func (w *Window) Allow(now time.Time) bool {
	cut := now.Add(-w.per)
	i := 0
	for i < len(w.hits) && !w.hits[i].After(cut) {
		i++
	}
	w.hits = w.hits[i:]
	if len(w.hits) >= w.max {
		return false
	}
	w.hits = append(w.hits, now)
	return true
}

func main() {
	w := &Window{max: 2, per: time.Second}
	t := time.Now()
	for _, ms := range []int{0, 100, 200, 1000, 1050, 1101, 2200} {
		fmt.Println(ms, w.Allow(t.Add(time.Duration(ms)*time.Millisecond)))
	}
}
