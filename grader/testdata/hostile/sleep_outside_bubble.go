// tries: sleeping an hour of real time in a test without a bubble
// outcome: timed out
// says: still running

package double

import "time"

func Double(n int) int {
	if n == 2 {
		time.Sleep(time.Hour)
	}
	return 2 * n
}
