// tries: infinite recursion with a recover at every level
// outcome: panicked or over memory or timed out

package double

func Double(n int) int {
	defer func() { recover() }()
	return Double(n) + 1
}
