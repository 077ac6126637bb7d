// tries: infinite recursion with a recover at every level
// outcome: panicked or over memory

package double

func Double(n int) int {
	defer func() { recover() }()
	return Double(n) + 1
}
