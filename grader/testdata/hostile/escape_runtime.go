// tries: ending the test's goroutine behind its back
// outcome: did not compile
// says: import of "runtime" is not allowed

package double

import "runtime"

func Double(n int) int {
	runtime.Goexit()
	return 2 * n
}
