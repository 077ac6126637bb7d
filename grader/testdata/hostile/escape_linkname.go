// tries: linking to a function that is not its own
// outcome: did not compile
// says: steers the compiler
// says: has no body

package double

func Double(n int) int {
	return 2 * n
}

//go:linkname exit os.Exit
func exit(int)
