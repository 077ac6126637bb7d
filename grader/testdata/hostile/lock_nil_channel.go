// tries: sending on a nil channel
// outcome: deadlocked
// says: deadlock

package double

func Double(n int) int {
	var c chan int
	c <- n
	return 2 * n
}
