package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

type msg struct {
	id   int
	body string
	next *msg
}

type state int

func name(s string, c chan int) chan int { fmt.Print(s, " "); return c }
func val(s string, n int) int            { fmt.Print(s, " "); return n }

func forever(a, b chan int) int {
	for {
		select {
		case x := <-a:
			return x
		case y := <-b:
			return -y
		}
	}
}

func term(a chan int) (n int, err error) {
	select {
	case n = <-a:
		return
	case <-time.After(time.Second):
		return 0, context.DeadlineExceeded
	}
}

func main() {
	a, b := make(chan int, 1), make(chan int, 1)
	a <- 1
	fmt.Println(forever(a, b))
	b <- 2
	fmt.Println(forever(a, b))
	fmt.Println(term(a))
	a <- 9
	fmt.Println(term(a))

	// order of operands
	select {
	case name("one", a) <- val("two", 2):
	case v := <-name("three", b):
		fmt.Println(v)
	}
	fmt.Println(<-a)

L:
	select {
	case a <- 3:
		if len(a) == 1 {
			break L
		}
		fmt.Println("not here")
	}
	fmt.Println(len(a))

outer:
	for i := 0; ; i++ {
		select {
		case v, ok := <-a:
			fmt.Println(v, ok, i)
			if i == 0 {
				close(a)
				continue outer
			}
			if !ok {
				break outer
			}
		default:
			fmt.Println("none")
			break
		}
	}

	ms := make(chan msg, 3)
	ps := make(chan *msg, 3)
	es := make(chan error, 1)
	st := make(chan state, 1)
	var arr [3]int
	m := map[string]int{}
	for i := 0; i < 6; i++ {
		select {
		case ms <- msg{id: i, body: "b"}:
		default:
			select {
			case x := <-ms:
				fmt.Println(x.id, x.body, x.next == nil)
			case arr[i%3] = <-b:
			}
		}
	}
	p := &msg{id: 7}
	var nobody chan *msg
	select {
	case nobody <- p:
	case es <- nil:
	}
	select {
	case q := <-ps:
		q.id = 8
		fmt.Println(p.id, q == p)
	case err := <-es:
		fmt.Println("err", err)
		p.id = 8
	}
	st <- 3
	var s state
	var ok bool
	select {
	case s, ok = <-st:
		fmt.Println(int(s), ok)
	}
	b <- 5
	select {
	case m["x"] = <-b:
	}
	b <- 6
	select {
	case arr[2] = <-b:
	}
	fmt.Println(m, arr)
	es <- fmt.Errorf("wrapped: %w", context.Canceled)
	select {
	case err := <-es:
		fmt.Println(err)
	}
	// closures capture
	var fs []func() int
	for i := range 3 {
		b <- i
		select {
		case v := <-b:
			fs = append(fs, func() int { v++; return v })
		}
	}
	for _, f := range fs {
		fmt.Print(f(), f(), " ")
	}
	fmt.Println()
	var nilc chan int
	select {
	case v := <-nilc:
		fmt.Println(v)
	case nilc <- 1:
		fmt.Println("sent")
	default:
		fmt.Println("nil")
	}
	func() {
		defer func() { fmt.Println(recover() != nil) }()
		c := make(chan int)
		close(c)
		select {
		case c <- 1:
		}
	}()
	var wg sync.WaitGroup
	work, quit := make(chan int), make(chan struct{})
	sum := make([]int, 8)
	for i := range 8 {
		wg.Go(func() {
			for {
				select {
				case n := <-work:
					sum[i] += n
				case <-quit:
					return
				}
			}
		})
	}
	for n := range 2000 {
		work <- n
	}
	close(quit)
	wg.Wait()
	total := 0
	for _, n := range sum {
		total += n
	}
	fmt.Println(total)
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	tick := time.NewTicker(4 * time.Millisecond)
	defer tick.Stop()
	n := 0
	for n < 100 {
		select {
		case <-tick.C:
			n++
		case <-ctx.Done():
			fmt.Println(ctx.Err())
			n = 100
		}
	}
	switch done := make(chan bool); {
	case true:
		go func() { done <- true }()
		select {
		case x := <-done:
			fmt.Println(x)
		}
	}
}
