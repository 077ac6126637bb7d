// tries: a recovered panic and no result
// outcome: failed
// says: Double(1) = 0, want 2

package double

func Double(n int) int {
	defer func() { recover() }()
	panic(n)
}
