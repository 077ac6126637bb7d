package main

import (
	"fmt"
)

var a, b int
var list []string

func isEven(n int) bool {
	if n%2 == 0 {
		return true
	} else {
		return false
	}
}
func maxOf(nums []int) int {
	m := nums[0]
	i := 1
	for i < len(nums) {
		if nums[i] > m {
			m = nums[i]
		}
		i = i + 1
	}
	return m
}
func count(s string) map[string]int {
	r := make(map[string]int)
	for _, c := range s {
		if _, exists := r[string(c)]; exists {
			r[string(c)] = r[string(c)] + 1
		} else {
			r[string(c)] = 1
		}
	}
	return r
}

func main() {
	a = 1
	b = a + 1
	list = append(list, "x")
	list = append(list, "y")
	fmt.Println(a, b, list, isEven(b), isEven(a), maxOf([]int{3, 9, 4}))
	fmt.Println(count("hello"))
	var flag bool = false
	if flag == false {
		fmt.Println("off")
	}
	flag = !flag
	for {
		if flag {
			break
		}
	}
	total := 0
	for i := 0; i <= 10; i++ {
		if i%2 != 0 {
			continue
		}
		total = total + i
	}
	fmt.Println(total)
	s := fmt.Sprintf("%v-%v", a, b)
	if s == "1-2" && len(s) > 2 || false {
		fmt.Println(s)
	}
	temp := a
	a = b
	b = temp
	fmt.Println(a, b)
	arr := [5]int{}
	for i := 0; i < len(arr); i++ {
		arr[i] = i * i
	}
	fmt.Println(arr, arr[1:3])
	var p *int = &a
	*p = 77
	fmt.Println(a, *p)
}
