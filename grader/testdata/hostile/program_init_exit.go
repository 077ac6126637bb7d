// tries: a panic before main
// kind: program
// outcome: panicked
// says: early

package main

func main() {
	println("never")
}

func init() { panic("early") }
