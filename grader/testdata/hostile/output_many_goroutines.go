// tries: endless output from many goroutines
// outcome: too much output or timed out
// says: more than 64 KiB

package double

import "fmt"

func Double(n int) int {
	for i := 0; i < 16; i++ {
		go func() {
			for {
				fmt.Print("x")
			}
		}()
	}
	select {}
}
