package main

import (
	"fmt"
	"sync/atomic"
)

type C struct{ N int }

func main() {
	var p atomic.Pointer[C]
	p.Store(&C{3})
	fmt.Println(p.Load().N)
	fmt.Println(p.CompareAndSwap(p.Load(), &C{4}), p.Load().N)
}
