// tries: infinite recursion
// outcome: panicked or timed out
// says: stack overflow

package double

func Double(n int) int {
	return Double(n) + 1
}
