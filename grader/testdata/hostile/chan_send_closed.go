// tries: sending on a closed channel
// outcome: panicked
// says: send on closed channel

package double

func Double(n int) int {
	c := make(chan int, 1)
	close(c)
	c <- n
	return 2 * n
}
