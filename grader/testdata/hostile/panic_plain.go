// tries: a write to a nil map
// outcome: panicked
// compiled-says: (double.go, line 10)
// says: assignment to entry in nil map (double.go, line

package double

func Double(n int) int {
	var m map[int]int
	m[n] = n
	return 2 * n
}
