// tries: a goroutine that panics outside the bubble
// outcome: panicked
// says: after the check

package double

import "time"

func Double(n int) int {
	if n == 2 {
		go func() {
			time.Sleep(time.Millisecond)
			panic("after the check")
		}()
		time.Sleep(50 * time.Millisecond)
	}
	return 2 * n
}
