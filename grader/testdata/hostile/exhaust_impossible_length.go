// tries: a slice longer than the address space
// outcome: panicked
// says: panic:

package double

func Double(n int) int {
	k := 1 << 62
	b := make([]byte, k*n)
	b[0] = 1
	return 2 * n
}
