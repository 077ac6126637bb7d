// tries: goroutines' stacks
// outcome: over memory or timed out
// says: more than its 128 MiB

package double

import "sync"

func Double(n int) int {
	var wg sync.WaitGroup
	for i := 0; i < 10000; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			deep(2000)
		}()
	}
	wg.Wait()
	return 2 * n
}

var gate = make(chan bool)

func deep(n int) int {
	var room [16]int
	if n == 0 {
		<-gate
	}
	return deep(n-1) + room[n%16]
}
