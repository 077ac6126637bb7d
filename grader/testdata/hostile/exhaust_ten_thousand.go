// tries: ten thousand goroutines, which Go can do
// outcome: passed
// interpreted: passed or timed out
// says: All 2 checks pass

package double

import "sync"

func Double(n int) int {
	var wg sync.WaitGroup
	for i := 0; i < 10000; i++ {
		wg.Add(1)
		go func() { wg.Done() }()
	}
	wg.Wait()
	return 2 * n
}
