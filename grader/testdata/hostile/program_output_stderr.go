// tries: endless output by println
// kind: program
// outcome: too much output or timed out
// says: more than 64 KiB

package main

func main() {
	for {
		println("x")
	}
}
