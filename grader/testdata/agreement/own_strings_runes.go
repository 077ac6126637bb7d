package main

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

func main() {
	for i, r := range "héy" {
		fmt.Println(i, string(r), r, unicode.IsLetter(r))
	}
	var sb strings.Builder
	for i := range 3 {
		sb.WriteString(strconv.Itoa(i))
		sb.WriteByte(',')
	}
	fmt.Println(strings.TrimSuffix(sb.String(), ","), sb.Len())
	words := map[string]int{}
	for w := range strings.FieldsSeq("a b a c a") {
		words[w]++
	}
	fmt.Println(words)
	n, err := strconv.Atoi("12x")
	fmt.Println(n, err)
	b := []byte("abc")
	b[0] = 'X'
	fmt.Println(string(b), len("é"), "abc"[1], "abc"[1:], strings.Repeat("ab", 2))
	fmt.Printf("%5d|%-5s|%05.2f|%x|%q|%t|%c|%U\n", 42, "ab", 3.14159, 255, "q", true, 'x', 'é')
}
