// tries: steering the bubble
// outcome: did not compile
// says: only the lab's tests

package double

import "testing/synctest"

func Double(n int) int {
	synctest.Wait()
	return 2 * n
}
