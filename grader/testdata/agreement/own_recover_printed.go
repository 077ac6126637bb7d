package main

import "fmt"

func try(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	f()
	return nil
}

func main() {
	fmt.Println(try(func() { panic("boom") }))
	fmt.Println(try(func() { var xs []int; xs[3] = 1 }))
}
