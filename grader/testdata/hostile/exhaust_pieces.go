// tries: memory in pieces of a mebibyte
// outcome: over memory
// interpreted: over memory or timed out
// says: more than its 256 MiB

package double

func Double(n int) int {
	var all [][]byte
	for i := 0; i < 1<<10; i++ {
		all = append(all, make([]byte, 1<<20))
	}
	_ = all
	return 2 * n
}
