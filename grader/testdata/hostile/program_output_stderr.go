// tries: endless output by println
// kind: program
// outcome: too much output
// says: more than 64 KiB

package main

func main() {
	for {
		println("x")
	}
}
