// tries: two functions that call each other
// outcome: panicked or timed out
// says: stack overflow

package double

func Double(n int) int {
	return other(n) + 1
}

func other(n int) int { return Double(n) + 1 }
