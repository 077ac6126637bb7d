// tries: waiting for nothing, outside the bubble
// outcome: deadlocked
// interpreted: timed out or deadlocked
// says: deadlock

package double

func Double(n int) int {
	if n == 2 {
		select {}
	}
	return 2 * n
}
