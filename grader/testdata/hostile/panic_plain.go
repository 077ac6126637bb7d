// tries: a write to a nil map
// outcome: panicked
// says: assignment to entry in nil map (double.go, line 8)

package double

func Double(n int) int {
	var m map[int]int
	m[n] = n
	return 2 * n
}
