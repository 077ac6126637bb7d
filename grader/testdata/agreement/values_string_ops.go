package main

import (
	"fmt"
	"strconv"
	"strings"
)

type S struct {
	n  int
	xs []int
}
type I interface{ Get() int }

func (s S) Get() int { return s.n }

func main() {
	s := "hello, wörld"
	fmt.Println(len(s), s[7], s[:5], strings.ToUpper(s), strings.Index(s, "w"), strings.Fields(" a  b "))
	for i := 0; i < 3; i++ {
		fmt.Print(string(s[i]), " ")
	}
	fmt.Println()
	r := []rune(s)
	r[0] = 'J'
	fmt.Println(string(r), len(r))
	b := []byte(s)
	b[0]++
	fmt.Println(string(b))
	fmt.Println("a" < "b", "abc" == "ab"+"c", strings.Compare("a", "b"), strings.Split("a,b,c", ","), strings.Replace("aaa", "a", "b", 2))
	c := s[0]
	switch {
	case c >= 'a' && c <= 'z':
		fmt.Println("lower")
	}
	fmt.Println(c-'a', string(c), strconv.Quote("x\n"), `raw\n`)
	before, after, ok := strings.Cut("k=v", "=")
	fmt.Println(before, after, ok)
	fmt.Println(strings.Map(func(r rune) rune {
		if r == 'l' {
			return -1
		}
		return r + 1
	}, "hello"))
	n, _ := strconv.ParseFloat("1.5", 64)
	fmt.Println(n, strconv.FormatInt(255, 16))
}
