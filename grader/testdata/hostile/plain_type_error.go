// tries: a type error
// outcome: did not compile
// says: cannot use n

package double

func Double(n int) int {
	var s string = n
	return 2 * n
}
