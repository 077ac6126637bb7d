// tries: infinite recursion
// kind: program
// outcome: panicked
// says: stack overflow

package main

func main() {
	main()
}
