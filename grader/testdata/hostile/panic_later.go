// tries: a goroutine of the start-up that panics
// outcome: panicked
// says: later

package double

import "time"

func Double(n int) int { return 2 * n }

func init() {
	go func() {
		time.Sleep(20 * time.Millisecond)
		panic("later")
	}()
	time.Sleep(time.Second)
}
