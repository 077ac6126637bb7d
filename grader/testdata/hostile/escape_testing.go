// tries: the testing package
// outcome: did not compile
// says: only the lab's tests

package double

import "testing"

func Double(n int) int {
	testing.Init()
	return 2 * n
}
