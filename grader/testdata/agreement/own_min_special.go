package main

import (
	"fmt"
	"math"
	"time"
)

type Celsius float64

func main() {
	nan := math.NaN()
	fmt.Println(min(1, nan), max(nan, 1.0), min(nan, nan))
	a, b := Celsius(3), Celsius(4)
	fmt.Println(float64(max(a, b, 2)), min(time.Second, 3*time.Minute), max(1, 2.5), min("b", "a"))
	x := 7
	fmt.Println(max(x, min(x*2, 10), -1), min(
		x,
		3,
	))
	f := func(min int) int { return min }
	fmt.Println(f(4))
}
