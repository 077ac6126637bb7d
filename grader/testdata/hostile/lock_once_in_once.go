// tries: a sync.Once inside itself
// outcome: deadlocked or timed out

package double

import "sync"

func Double(n int) int {
	var once sync.Once
	var f func()
	f = func() { once.Do(f) }
	f()
	return 2 * n
}
