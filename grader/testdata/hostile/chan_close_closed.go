// tries: closing a closed channel
// outcome: panicked
// says: close of closed channel

package double

func Double(n int) int {
	c := make(chan int)
	close(c)
	close(c)
	return 2 * n
}
