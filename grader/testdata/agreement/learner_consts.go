package main

import (
	"fmt"
	"time"
)

const (
	A = iota
	B
	C
	_
	E
)
const (
	KB = 1 << (10 * (iota + 1))
	MB
)

type Level uint8

const (
	Low Level = iota + 1
	Mid
	High
)
const pi, name = 3.14, "n"
const timeout = 5 * time.Second

func main() {
	fmt.Println(A, B, C, E, KB, MB, Low, High, pi*2, name+"x", timeout, timeout/2)
	var l Level = 250
	l += 10
	fmt.Println(l, int(Mid)+1)
	var f float64 = 3
	f /= 2
	fmt.Println(f, 7/2.0, 1e3, float32(0.1))
	const n = 10
	var arr [n]int
	arr[n-1] = 2
	fmt.Println(arr, len(arr))
	var d time.Duration = 1500 * time.Millisecond
	fmt.Println(d, d.Seconds(), time.Duration(n)*time.Millisecond)
}
