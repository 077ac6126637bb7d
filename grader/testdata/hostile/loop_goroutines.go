// tries: busy loops in eight goroutines
// outcome: timed out
// says: still running

package double

func Double(n int) int {
	for i := 0; i < 8; i++ {
		go func() {
			for {
			}
		}()
	}
	for {
	}
}
