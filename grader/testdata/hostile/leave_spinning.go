// tries: a goroutine left spinning
// outcome: passed
// says: All 2 checks pass

package double

func Double(n int) int {
	return 2 * n
}

func init() {
	go func() {
		for {
		}
	}()
}
