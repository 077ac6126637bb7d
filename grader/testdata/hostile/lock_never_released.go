// tries: keeping a lock over the next check
// outcome: deadlocked or timed out

package double

import "sync"

func Double(n int) int {
	mu.Lock()
	return 2 * n
}

var mu sync.Mutex
