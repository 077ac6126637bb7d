package main

import "fmt"

func main() { fmt.Println(min(3, 1, 2), max(2.5, 1), min("b", "a")) }
