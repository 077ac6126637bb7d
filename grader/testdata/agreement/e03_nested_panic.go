package main

import "fmt"

func f() (s string) {
	defer func() { s += fmt.Sprint(recover()) }()
	defer func() { defer func() { s += fmt.Sprint(recover(), ";") }(); panic("second") }()
	panic("first")
}
func main() { fmt.Println(f()) }
