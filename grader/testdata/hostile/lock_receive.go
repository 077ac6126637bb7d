// tries: a receive that nobody answers
// outcome: deadlocked
// says: deadlock

package double

func Double(n int) int {
	<-make(chan int)
	return 2 * n
}
