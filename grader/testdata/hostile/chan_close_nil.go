// tries: closing a nil channel
// outcome: panicked
// says: close of nil channel

package double

func Double(n int) int {
	var c chan int
	close(c)
	return 2 * n
}
