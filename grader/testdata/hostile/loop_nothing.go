// tries: ranging over four quintillion nothings
// outcome: timed out
// says: still running

package double

func Double(n int) int {
	var room [1 << 62]struct{}
	for range room {
		n++
	}
	return 2 * n
}
