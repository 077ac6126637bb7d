// tries: endless output
// kind: program
// outcome: too much output
// says: more than 64 KiB

package main

import "fmt"

func main() {
	for {
		fmt.Println("x")
	}
}
