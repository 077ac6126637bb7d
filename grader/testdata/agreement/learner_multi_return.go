package main

import (
	"errors"
	"fmt"
)

func divmod(a, b int) (q, r int, err error) {
	if b == 0 {
		err = errors.New("div")
		return
	}
	q, r = a/b, a%b
	return
}
func pair() (int, string)         { return 1, "x" }
func take(n int, s string) string { return fmt.Sprint(n, s) }

func main() {
	q, r, err := divmod(7, 2)
	fmt.Println(q, r, err)
	_, _, err = divmod(1, 0)
	fmt.Println(err)
	fmt.Println(take(pair()))
	fmt.Println(pair())
	if q, _, err := divmod(9, 3); err == nil {
		fmt.Println(q)
	}
	var a, b = pair()
	fmt.Println(a, b)
}
