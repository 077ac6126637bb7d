package main

import (
	"fmt"
	"sort"
	"strings"
	"sync"
	"time"
)

type counter struct {
	n    int
	name string
}

func (c *counter) inc()               { c.n++ }
func (c *counter) add(n, m int) int   { c.n += n * m; return c.n }
func (c counter) show() string        { return fmt.Sprint(c.name, "=", c.n) }
func (c counter) both() (int, string) { return c.n, c.name }

type numbers []int

func (n numbers) less(i, j int) bool { return n[i] < n[j] }

type bell struct{ rung chan bool }

func (b *bell) ring() { close(b.rung) }

type holder struct {
	c     counter
	p     *counter
	hooks []func()
	say   func() string
}

func apply(f func(int, int) int) int { return f(2, 3) }

func pick(c *counter) func() { return c.inc }

func main() {
	c := counter{name: "c"}
	f, g, h := c.inc, c.show, c.add
	f()
	f()
	fmt.Println(c.n, g(), h(3, 4), c.show())
	c.name = "changed"
	fmt.Println(g())

	p := &c
	show := p.show
	inc := p.inc
	p = &counter{name: "other"}
	inc()
	fmt.Println(show(), c.n, p.n)
	fmt.Println(apply(p.add), apply(c.add))

	n, name := c.both()
	both := c.both
	c.n = 0
	m, other := both()
	fmt.Println(n == m, name == other)

	x := holder{c: c, p: p, hooks: []func(){c.inc, p.inc}, say: c.show}
	x.hooks = append(x.hooks, x.c.inc, x.p.inc, pick(p))
	for _, hook := range x.hooks {
		hook()
	}
	fmt.Println(c.n, p.n, x.c.n, x.say())

	byName := map[string]func(){"inc": c.inc}
	byName["inc"]()
	fmt.Println(c.n)

	list := numbers{3, 1, 2}
	sort.Slice(list, list.less)
	fmt.Println(list)

	var fs []func() string
	for i := 0; i < 3; i++ {
		each := counter{n: i, name: "each"}
		fs = append(fs, each.show)
		each.n = 100
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println()

	cs := []*counter{{name: "a"}, {name: "b"}, {name: "d"}}
	var wg sync.WaitGroup
	for _, each := range cs {
		wg.Add(1)
		work := each.inc
		go func() {
			defer wg.Done()
			work()
		}()
	}
	wg.Wait()
	for _, each := range cs {
		fmt.Print(each.show(), " ")
	}
	fmt.Println()

	var mu sync.Mutex
	lock, unlock := mu.Lock, mu.Unlock
	lock()
	fmt.Println(mu.TryLock())
	unlock()
	fmt.Println(mu.TryLock())

	var once sync.Once
	once.Do(c.inc)
	once.Do(c.inc)
	fmt.Println(c.n)

	var b strings.Builder
	write := b.WriteString
	write("one ")
	write("two")
	fmt.Println(b.String())

	t := bell{rung: make(chan bool)}
	time.AfterFunc(time.Millisecond, t.ring)
	<-t.rung
	fmt.Println("rung")

	d := 1500 * time.Millisecond
	seconds := d.Seconds
	d = 0
	fmt.Println(seconds())
}
