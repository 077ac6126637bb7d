// tries: an index out of range
// outcome: panicked
// says: index out of range

package double

func Double(n int) int {
	var s []int
	s[n] = 1
	return 2 * n
}
