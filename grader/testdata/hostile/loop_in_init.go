// tries: an endless loop in init
// outcome: timed out
// says: still running

package double

func Double(n int) int { return 2 * n }

func init() {
	for {
	}
}
