// tries: recovering from what cannot be recovered
// outcome: panicked
// says: RUnlock of unlocked RWMutex

package double

import "sync"

func Double(n int) int {
	defer func() { recover() }()
	var mu sync.RWMutex
	mu.RUnlock()
	return 2 * n
}
