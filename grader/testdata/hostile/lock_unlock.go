// tries: unlocking an unlocked mutex
// outcome: panicked
// says: unlock of unlocked mutex

package double

import "sync"

func Double(n int) int {
	var mu sync.Mutex
	mu.Unlock()
	return 2 * n
}
