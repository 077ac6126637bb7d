package main

import (
	"errors"
	"fmt"
	"strconv"
)

var x = 1

func f() int           { x := x + 1; return x }
func len2(len int) int { return len * 2 }

func main() {
	fmt.Println(x, f(), len2(4))
	x := 10
	{
		x := x * 2
		x++
		fmt.Println(x)
	}
	fmt.Println(x)
	if x := 3; x > 2 {
		fmt.Println(x)
	} else {
		fmt.Println(-x)
	}
	err := errors.New("outer")
	if true {
		n, err := strconv.Atoi("5")
		fmt.Println(n, err)
	}
	fmt.Println(err)
	for i := 0; i < 2; i++ {
		i := i + 10
		fmt.Println(i)
	}
	max := func(a, b int) int { return a*100 + b }
	fmt.Println(max(1, 2))
	string := "s"
	fmt.Println(string)
}
