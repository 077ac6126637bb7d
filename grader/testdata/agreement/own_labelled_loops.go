package main

import "fmt"

func main() {
outer:
	for i := range 4 {
		for j := range 4 {
			if j == 2 {
				continue outer
			}
			if i == 3 {
				break outer
			}
			fmt.Println(i, j)
		}
	}
loop:
	for n := 0; ; n++ {
		switch {
		case n == 2:
			continue loop
		case n > 4:
			break loop
		default:
			if n == 3 {
				break
			}
			fmt.Println("n", n)
		}
		fmt.Println("after", n)
	}
	fmt.Println("end")
}
