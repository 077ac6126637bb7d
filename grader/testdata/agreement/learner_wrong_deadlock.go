package main

import (
	"fmt"
	"sync"
)

type A struct {
	mu sync.Mutex
	n  int
}

func (a *A) Get() int { a.mu.Lock(); defer a.mu.Unlock(); return a.n }
func (a *A) Add() int { a.mu.Lock(); defer a.mu.Unlock(); a.n++; return a.Get() }

func main() {
	var a A
	fmt.Println("start")
	fmt.Println(a.Add())
}
