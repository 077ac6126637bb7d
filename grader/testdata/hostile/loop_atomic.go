// tries: waiting busily for nobody
// outcome: timed out
// says: still running

package double

import "sync/atomic"

func Double(n int) int {
	var done atomic.Bool
	for !done.Load() {
	}
	return 2 * n
}
