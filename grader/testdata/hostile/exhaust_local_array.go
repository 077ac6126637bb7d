// tries: a local variable of 512 MiB
// outcome: over memory or timed out
// says: more than its 128 MiB

package double

func Double(n int) int {
	var room [1 << 29]byte
	for i := range room {
		room[i] = byte(n)
	}
	n += int(room[n]) - n
	return 2 * n
}
