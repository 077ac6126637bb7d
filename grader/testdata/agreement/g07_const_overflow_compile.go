package main

import "fmt"
import "math"

func main() {
	fmt.Println(uint64(math.MaxUint64), math.MaxInt64, uint32(1<<32-1))
	var x uint64 = 1<<64 - 1
	fmt.Println(x, x+1)
	h := uint64(14695981039346656037)
	h *= 1099511628211
	fmt.Println(h)
}
