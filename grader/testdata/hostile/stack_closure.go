// tries: infinite recursion of a closure
// outcome: panicked or timed out
// says: stack overflow

package double

func Double(n int) int {
	var f func(int) int
	f = func(n int) int { return f(n+1) + 1 }
	return f(n)
}
