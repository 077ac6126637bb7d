package main

import "fmt"

func main() {
	rows := make([]int, 5)
	for i := range rows {
		i = 4 - i
		rows[i] = i
		fmt.Print(i, " ")
	}
	fmt.Println(rows)
	var array [4]string
	for i := range array {
		i++
		fmt.Print(i, " ")
		if i == 2 {
			continue
		}
		i *= 10
	}
	fmt.Println()
	for i := range &array {
		p := &i
		*p = 9
		fmt.Print(i, " ")
	}
	fmt.Println()
	for i, _ := range "héé" {
		i -= 3
		fmt.Print(i, " ")
	}
	fmt.Println()
	var later []func() int
	for i := range rows {
		i *= 2
		later = append(later, func() int { i++; return i })
	}
	for _, f := range later {
		fmt.Print(f(), f(), " ")
	}
	fmt.Println()
	m := map[string]int{"a": 1}
	for k := range m {
		k += "b"
		fmt.Println(k)
	}
}
