// tries: nothing: a program that prints
// kind: program
// outcome: passed
// prints: hello

package main

import "fmt"

func main() {
	fmt.Println("hello")
}
