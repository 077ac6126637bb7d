// tries: infinite recursion
// outcome: panicked
// says: stack overflow

package double

func Double(n int) int {
	return Double(n) + 1
}
