package main

import (
	"fmt"
	"sync"
	"time"
)

type Clock func() time.Time
type Bucket struct {
	mu         sync.Mutex
	now        Clock
	cap, level float64
	rate       float64
	last       time.Time
}

func NewBucket(rate, cap float64, now Clock) *Bucket {
	return &Bucket{now: now, cap: cap, level: cap, rate: rate, last: now()}
}
func (b *Bucket) Take(n float64) (wait time.Duration, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	t := b.now()
	if d := t.Sub(b.last); d > 0 {
		b.level = min(b.cap, b.level+d.Seconds()*b.rate)
		b.last = t
	}
	if b.level >= n {
		b.level -= n
		return 0, true
	}
	need := n - b.level
	return time.Duration(need / b.rate * float64(time.Second)), false
}

func main() {
	t := time.Unix(1000, 0)
	b := NewBucket(2, 4, func() time.Time { return t })
	for range 5 {
		fmt.Println(b.Take(1))
	}
	t = t.Add(250 * time.Millisecond)
	fmt.Println(b.Take(1))
	t = t.Add(-time.Hour)
	fmt.Println(b.Take(1))
	t = t.Add(2 * time.Hour)
	fmt.Println(b.Take(4))
	fmt.Println(b.Take(0.5))
	lim := map[string]*Bucket{}
	for _, u := range []string{"x", "y", "x"} {
		if lim[u] == nil {
			lim[u] = NewBucket(1, 1, time.Now)
		}
		_, ok := lim[u].Take(1)
		fmt.Println(u, ok)
	}
}
