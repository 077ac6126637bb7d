// tries: a condition that nobody signals
// outcome: deadlocked
// says: deadlock

package double

import "sync"

func Double(n int) int {
	c := sync.NewCond(&sync.Mutex{})
	c.L.Lock()
	c.Wait()
	return 2 * n
}
