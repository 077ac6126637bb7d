package main

import (
	"fmt"
)

func t(s string) bool { fmt.Print(s, " "); return true }
func f(s string) bool { fmt.Print(s, " "); return false }

type S struct {
	n  int
	xs []int
}
type I interface{ Get() int }

func (s S) Get() int { return s.n }

func main() {
	fmt.Println(t("a") && f("b") && t("c"))
	fmt.Println(f("a") || t("b") || t("c"))
	fmt.Println(!t("x") || f("y") && t("z"))
	x := t("p") == f("q")
	fmt.Println(x)
	if (t("1") || f("2")) && !f("3") {
		fmt.Println("yes")
	}
	a, b := 3, 4
	ok := a < b && b < 5 || a > 10
	fmt.Println(ok, a == 3 != (b == 5))
	var e1, e2 error
	fmt.Println(e1 == nil && e2 == nil)
	for i := 0; i < 3 && !ok == false; i++ {
		fmt.Print(i)
	}
	fmt.Println()
}
