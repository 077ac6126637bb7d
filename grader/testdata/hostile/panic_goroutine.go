// tries: a panic in a goroutine
// outcome: panicked
// says: boom

package double

import "time"

func Double(n int) int {
	go func() { panic("boom") }()
	time.Sleep(time.Second)
	return 2 * n
}
