// tries: a global variable of 1 GiB
// outcome: over memory or timed out

package double

func Double(n int) int {
	for i := 0; i < len(room); i += 4096 {
		room[i] = 1
	}
	return 2 * n
}

var room [1 << 30]byte
