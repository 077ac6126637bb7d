// tries: sleeping an hour of real time before any test
// outcome: timed out
// says: still running

package double

import "time"

func Double(n int) int { return 2 * n }

func init() { time.Sleep(time.Hour) }
