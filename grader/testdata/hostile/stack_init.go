// tries: infinite recursion before any test
// outcome: panicked or timed out
// says: stack overflow

package double

func Double(n int) int { return 2 * n }

var x = down(1)

func down(n int) int { return down(n+1) + 1 }
