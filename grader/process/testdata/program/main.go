// Program does what its argument says, as programs of learners do.
package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"sync"
	"time"
)

func main() {
	switch os.Args[1] {
	case "hello":
		fmt.Println("hello")
	case "echo":
		io.Copy(os.Stdout, os.Stdin)
	case "panic":
		panic("on purpose")
	case "nil":
		var p *int
		fmt.Println(*p)
	case "exit":
		os.Exit(7)
	case "deadlock":
		<-make(chan int)
	case "recursion":
		fmt.Println(deeper(1))
	case "goroutines":
		var n sync.WaitGroup
		for range 10_000 {
			n.Go(func() { time.Sleep(time.Millisecond) })
		}
		n.Wait()
		fmt.Println("done")
	case "collect":
		kept := map[int][]byte{}
		for i := range 20_000 {
			kept[i%100] = make([]byte, 10_000)
		}
		runtime.GC()
		fmt.Println(len(kept))
	case "threads":
		fmt.Println(runtime.GOMAXPROCS(0) == runtime.NumCPU())
		var n sync.WaitGroup
		for range 20 { // each holds a thread of its own
			n.Go(func() { runtime.LockOSThread(); time.Sleep(5 * time.Millisecond) })
		}
		n.Wait()
	case "random":
		fmt.Println(rand.Uint64() != rand.Uint64())
	case "preempt":
		runtime.GOMAXPROCS(1)
		go func() {
			for {
			}
		}()
		time.Sleep(20 * time.Millisecond)
		fmt.Println("preempted")
	case "spin":
		for {
		}
	case "flood":
		for {
			fmt.Println("again and again and again and again")
		}
	case "grumble":
		for range 10_000 {
			fmt.Fprintln(os.Stderr, "again and again and again and again")
		}
	case "environment":
		fmt.Println(len(os.Environ()), os.Getenv("ONLY"))
	case "files":
		_, err := os.Create(os.Args[2])
		fmt.Println(err)
		_, err = os.ReadFile("/etc/passwd")
		fmt.Println(err)
	case "one allocation":
		b := make([]byte, 1<<30)
		for i := 0; i < len(b); i += 4096 {
			b[i] = 1
		}
		runtime.KeepAlive(b)
	case "many allocations":
		var all [][]byte
		for range 1 << 20 {
			all = append(all, make([]byte, 1<<10))
		}
		runtime.KeepAlive(all)
	case "stacks":
		for {
			go func() { fmt.Print(deep(200)); select {} }()
		}
	}
}

func deeper(n int) int { return deeper(n+1) + 1 }

func deep(n int) string {
	var pad [256]byte
	if n == 0 {
		select {}
	}
	pad[n] = 1
	return deep(n-1) + string(pad[:1])
}
