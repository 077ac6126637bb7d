// tries: keeping a bubble's timer for the next check
// outcome: panicked
// says: bubble

package double

import "time"

func Double(n int) int {
	if n == 1 {
		kept = time.NewTimer(time.Hour)
		return 2
	}
	kept.Reset(1)
	<-kept.C
	return 2 * n
}

var kept *time.Timer
