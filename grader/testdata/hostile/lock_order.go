// tries: two locks in two orders
// outcome: deadlocked or timed out

package double

import "sync"

func Double(n int) int {
	var a, b sync.Mutex
	var both sync.WaitGroup
	both.Add(2)
	go func() {
		a.Lock()
		both.Done()
		both.Wait()
		b.Lock()
	}()
	b.Lock()
	both.Done()
	both.Wait()
	a.Lock()
	return 2 * n
}
