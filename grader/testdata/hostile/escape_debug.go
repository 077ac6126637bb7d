// tries: raising its own limits
// outcome: did not compile
// says: changes the limits

package double

import "runtime/debug"

func Double(n int) int {
	debug.SetMemoryLimit(1 << 60)
	debug.SetMaxStack(1 << 40)
	return 2 * n
}
