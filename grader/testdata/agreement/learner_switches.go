package main

import (
	"fmt"
)

func grade(n int) string {
	switch {
	case n > 90:
		return "A"
	case n > 80:
		return "B"
	}
	return "F"
}
func f(x int) (r string) {
	switch x {
	case 1, 2:
		r = "low"
		fallthrough
	case 3:
		r += "mid"
	default:
		r = "hi"
	}
	return
}

func main() {
	for _, n := range []int{95, 85, 10} {
		fmt.Println(grade(n))
	}
	for i := 0; i < 5; i++ {
		fmt.Println(f(i))
	}
	switch x := 5; x % 2 {
	case 0:
		fmt.Println("even")
	case 1:
		fmt.Println("odd", x)
	}
	switch s := "b"; s {
	case "a":
		fmt.Println(1)
	case "b", "c":
		fmt.Println(2)
	}
	for i := 0; i < 4; i++ {
		switch i {
		case 1:
			continue
		case 2:
			break
		default:
			fmt.Println("d", i)
		}
		fmt.Println("e", i)
	}
}
