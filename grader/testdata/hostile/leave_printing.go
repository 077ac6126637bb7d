// tries: a goroutine left printing
// outcome: passed or too much output

package double

import (
	"fmt"
	"time"
)

func Double(n int) int {
	if n == 2 {
		go func() {
			for {
				fmt.Println("still here")
				time.Sleep(time.Microsecond)
			}
		}()
	}
	return 2 * n
}
