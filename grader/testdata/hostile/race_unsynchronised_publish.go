// tries: waiting for a plain variable
// outcome: raced
// interpreted: passed or raced or timed out
// says: data race

package double

func Double(n int) int {
	var ready bool
	var value int
	go func() {
		value = 2
		ready = true
	}()
	for !ready {
	}
	return n * value
}
