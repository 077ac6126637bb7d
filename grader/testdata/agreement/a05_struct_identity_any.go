package main

import "fmt"

type P struct{ X int }
type Q struct{ X int }

func main() {
	var x any = P{1}
	fmt.Println(x == any(P{1}), x == any(Q{1}))
	_, ok := x.(Q)
	fmt.Println(ok)
	switch x.(type) {
	case Q:
		fmt.Println("Q")
	case P:
		fmt.Println("P")
	}
	fmt.Printf("%T %v %+v\n", x, x, x)
}
