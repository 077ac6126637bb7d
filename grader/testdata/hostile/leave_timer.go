// tries: a timer that goes off in the next check
// outcome: raced
// interpreted: failed or raced or passed

package double

import "time"

var factor = 2

func Double(n int) int {
	if n == 1 {
		return 2
	}
	time.AfterFunc(time.Millisecond, func() { factor = 3 })
	time.Sleep(5 * time.Millisecond)
	return n * factor
}
