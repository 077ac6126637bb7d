// tries: a global variable of 1 TiB
// outcome: over memory or did not compile

package double

func Double(n int) int {
	room[n] = 1
	return 2 * n
}

var room [1 << 40]byte
