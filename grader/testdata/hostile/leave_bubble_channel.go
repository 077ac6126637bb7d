// tries: keeping a bubble's channel for the next check
// outcome: panicked
// says: bubble

package double

func Double(n int) int {
	if n == 1 {
		kept = make(chan int, 1)
		return 2
	}
	kept <- n
	return 2 * <-kept
}

var kept chan int
