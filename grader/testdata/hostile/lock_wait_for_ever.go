// tries: a WaitGroup that nobody finishes
// outcome: deadlocked
// says: deadlock

package double

import "sync"

func Double(n int) int {
	var wg sync.WaitGroup
	wg.Add(1)
	wg.Wait()
	return 2 * n
}
