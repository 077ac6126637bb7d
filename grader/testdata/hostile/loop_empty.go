// tries: an endless loop without a call
// outcome: timed out
// says: still running

package double

func Double(n int) int {
	for {
	}
}
