// tries: 64 TiB at once
// outcome: over memory or panicked

package double

func Double(n int) int {
	b := make([]byte, 1<<46)
	b[n] = 1
	return 2 * n
}
