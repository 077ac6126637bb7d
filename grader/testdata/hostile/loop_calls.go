// tries: an endless loop with calls
// outcome: timed out
// says: still running

package double

func Double(n int) int {
	for {
		n = next(n)
	}
}

func next(n int) int {
	if n%2 == 0 {
		return n / 2
	}
	return 3*n + 1
}
