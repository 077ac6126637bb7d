// tries: sleeping in virtual time without end
// outcome: timed out
// says: still running

package double

import "time"

func Double(n int) int {
	for {
		time.Sleep(time.Hour)
	}
}
