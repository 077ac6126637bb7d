// tries: an endless loop by goto
// outcome: timed out
// says: still running

package double

func Double(n int) int {
again:
	goto again
}
