// tries: sleeping to the end of time and beyond
// outcome: timed out or deadlocked or panicked

package double

import "time"

func Double(n int) int {
	for i := 0; i < 4; i++ {
		time.Sleep(1<<63 - 1)
	}
	return 2 * n
}
