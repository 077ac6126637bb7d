// tries: an unused variable
// outcome: did not compile
// says: declared and not used: x

package double

func Double(n int) int {
	x := 1
	return 2 * n
}
