// tries: 1 GiB at once
// outcome: over memory or timed out
// says: more than its 128 MiB

package double

func Double(n int) int {
	b := make([]byte, 1<<30)
	for i := 0; i < len(b); i += 4096 {
		b[i] = 1
	}
	return 2 * n
}
