// tries: a panic in a timer
// outcome: panicked
// says: by the clock

package double

import "time"

func Double(n int) int {
	time.AfterFunc(time.Second, func() { panic("by the clock") })
	time.Sleep(time.Minute)
	return 2 * n
}
