package main

import "fmt"

func main() {
	i := 0
loop:
	if i < 3 {
		i++
		goto loop
	}
	switch x := 5; {
	case x > 3:
		fmt.Println("a")
		fallthrough
	case x > 10:
		fmt.Println("b")
	default:
		fmt.Println("c")
	}
	fmt.Println(i)
}
