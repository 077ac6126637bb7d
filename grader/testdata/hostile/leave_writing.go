// tries: a goroutine that writes into the next check's values
// outcome: raced
// interpreted: failed or raced or passed
// says: data race

package double

import "time"

func Double(n int) int {
	if n == 1 {
		return 2
	}
	go func() {
		for i := 0; i < 1000; i++ {
			factor++
			time.Sleep(time.Microsecond)
		}
	}()
	time.Sleep(time.Millisecond)
	return n * factor
}

var factor = 2
