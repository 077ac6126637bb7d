// tries: an endless loop in a deferred function
// outcome: timed out
// says: still running

package double

func Double(n int) int {
	defer func() {
		recover()
		for {
		}
	}()
	panic(n)
}
