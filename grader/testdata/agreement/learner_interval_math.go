package main

import (
	"fmt"
	"math"
	"sort"
)

type Interval struct{ Lo, Hi float64 }

func (i Interval) Add(o Interval) Interval  { return Interval{i.Lo + o.Lo, i.Hi + o.Hi} }
func (i Interval) Overlaps(o Interval) bool { return i.Lo <= o.Hi && o.Lo <= i.Hi }
func (i *Interval) Widen(d float64)         { i.Lo -= d; i.Hi += d }
func (i Interval) Mid() float64             { return (i.Lo + i.Hi) / 2 }

func main() {
	a := Interval{1, 3}
	b := a.Add(Interval{0.5, 0.5})
	a.Widen(1)
	fmt.Println(a, b, a.Overlaps(b), a.Mid(), b.Mid())
	is := []Interval{{3, 4}, {1, 2}, {1.5, 3.5}}
	sort.Slice(is, func(x, y int) bool { return is[x].Lo < is[y].Lo })
	merged := is[:1]
	for _, i := range is[1:] {
		last := &merged[len(merged)-1]
		if last.Overlaps(i) {
			last.Hi = max(last.Hi, i.Hi)
		} else {
			merged = append(merged, i)
		}
	}
	fmt.Println(merged)
	for k := range is {
		is[k].Widen(0.5)
	}
	fmt.Println(is)
	fmt.Println(math.Sqrt(2), math.Floor(-1.5), math.Inf(1), math.MaxInt64, math.Pi, math.Pow(2, 10), math.Abs(-3.2))
	fmt.Printf("%.3f %g %v\n", 1.0/3, 1e21, float32(2.5))
	m := map[Interval]string{{1, 2}: "a"}
	fmt.Println(m[Interval{1, 2}], a == Interval{0, 4})
}
