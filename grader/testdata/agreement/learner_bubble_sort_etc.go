package main

import (
	"fmt"
)

func qs(xs []int) []int {
	if len(xs) < 2 {
		return xs
	}
	p := xs[0]
	var l, r []int
	for _, x := range xs[1:] {
		if x < p {
			l = append(l, x)
		} else {
			r = append(r, x)
		}
	}
	return append(append(qs(l), p), qs(r)...)
}
func bs(xs []int) {
	for i := range xs {
		for j := 0; j < len(xs)-1-i; j++ {
			if xs[j] > xs[j+1] {
				xs[j], xs[j+1] = xs[j+1], xs[j]
			}
		}
	}
}
func perms(s []int, f func([]int)) {
	if len(s) == 0 {
		f(nil)
		return
	}
	for i := range s {
		rest := append(append([]int{}, s[:i]...), s[i+1:]...)
		perms(rest, func(p []int) { f(append([]int{s[i]}, p...)) })
	}
}
func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func main() {
	fmt.Println(qs([]int{3, 1, 2, 5, 4}))
	x := []int{5, 2, 9, 1}
	bs(x)
	fmt.Println(x, gcd(48, 18))
	perms([]int{1, 2, 3}, func(p []int) { fmt.Println(p) })
	sieve := make([]bool, 30)
	for i := 2; i*i < 30; i++ {
		if !sieve[i] {
			for j := i * i; j < 30; j += i {
				sieve[j] = true
			}
		}
	}
	for i := 2; i < 30; i++ {
		if !sieve[i] {
			fmt.Print(i, " ")
		}
	}
	fmt.Println()
}
