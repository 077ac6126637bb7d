package main

import "fmt"

func rec() {
	if r := recover(); r != nil {
		fmt.Println("rec", r)
	}
}
func main() {
	func() { defer rec(); panic(1) }()
	func() { defer func() { rec() }(); defer func() { fmt.Println("direct", recover()) }(); panic(2) }()
}
