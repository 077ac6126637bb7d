// tries: a WaitGroup below zero
// outcome: panicked
// says: negative WaitGroup counter

package double

import "sync"

func Double(n int) int {
	var wg sync.WaitGroup
	wg.Done()
	return 2 * n
}
