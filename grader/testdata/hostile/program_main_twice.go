// tries: the main of the harness
// kind: program
// outcome: did not compile
// says: redeclared

package main

func main() {
	main()
}

func main() {}
