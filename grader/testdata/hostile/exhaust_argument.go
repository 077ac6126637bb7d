// tries: an argument of 512 MiB
// outcome: over memory or did not compile or panicked or timed out

package double

func Double(n int) int {
	return pass([1 << 29]byte{}, n)
}

func pass(room [1 << 29]byte, n int) int {
	room[n] = byte(n)
	return 2 * int(room[n])
}
