// tries: locking a locked mutex
// outcome: deadlocked or timed out

package double

import "sync"

func Double(n int) int {
	var mu sync.Mutex
	mu.Lock()
	mu.Lock()
	return 2 * n
}
