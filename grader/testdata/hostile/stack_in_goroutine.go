// tries: infinite recursion in a goroutine
// outcome: panicked or timed out
// says: stack overflow

package double

func Double(n int) int {
	done := make(chan int)
	go func() { done <- down(n) }()
	<-done
	return 2 * n
}

func down(n int) int { return down(n+1) + 1 }
