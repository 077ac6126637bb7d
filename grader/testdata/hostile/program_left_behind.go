// tries: a goroutine left spinning
// kind: program
// outcome: passed
// prints: done

package main

import "fmt"

func main() {
	go func() {
		for {
		}
	}()
	fmt.Println("done")
}
