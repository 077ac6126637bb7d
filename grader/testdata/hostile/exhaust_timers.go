// tries: timers without end
// outcome: over memory or timed out
// says: more than its 128 MiB

package double

import "time"

func Double(n int) int {
	for {
		time.AfterFunc(time.Hour, func() { n++ })
	}
}
