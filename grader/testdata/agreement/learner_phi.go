package main

import (
	"fmt"
	"time"
)

type Detector struct {
	beats  map[string][]time.Duration
	last   map[string]time.Time
	window int
}

func (d *Detector) Beat(n string, at time.Time) {
	if prev, ok := d.last[n]; ok {
		d.beats[n] = append(d.beats[n], at.Sub(prev))
		if len(d.beats[n]) > d.window {
			d.beats[n] = d.beats[n][1:]
		}
	}
	d.last[n] = at
}
func (d *Detector) mean(n string) time.Duration {
	b := d.beats[n]
	if len(b) == 0 {
		return 0
	}
	var s time.Duration
	for _, x := range b {
		s += x
	}
	return s / time.Duration(len(b))
}
func (d *Detector) Suspect(n string, now time.Time) bool {
	m := d.mean(n)
	return m > 0 && now.Sub(d.last[n]) > 3*m
}

func main() {
	d := &Detector{map[string][]time.Duration{}, map[string]time.Time{}, 3}
	t := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for i, gap := range []int{0, 100, 110, 90, 300} {
		t = t.Add(time.Duration(gap) * time.Millisecond)
		d.Beat("a", t)
		fmt.Println(i, d.mean("a"))
	}
	fmt.Println(d.Suspect("a", t.Add(400*time.Millisecond)), d.Suspect("a", t.Add(time.Second)), d.Suspect("b", t), d.beats)
}
