// tries: a panic with a trace of thousands of goroutines
// outcome: panicked or timed out
// says: assignment to entry in nil map

package double

import "time"

func Double(n int) int {
	for i := 0; i < 5000; i++ {
		go func() { time.Sleep(time.Hour) }()
	}
	var m map[int]int
	go func() { m[1] = 1 }()
	time.Sleep(time.Minute)
	return 2 * n
}
