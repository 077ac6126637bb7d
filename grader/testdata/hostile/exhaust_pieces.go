// tries: memory in pieces of a mebibyte
// outcome: over memory or timed out
// says: more than its 128 MiB

package double

func Double(n int) int {
	var all [][]byte
	for i := 0; i < 1<<10; i++ {
		piece := make([]byte, 1<<20)
		for j := 0; j < len(piece); j += 4096 {
			piece[j] = 1
		}
		all = append(all, piece)
	}
	_ = all
	return 2 * n
}
