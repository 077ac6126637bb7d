// tries: a race on an int that changes no result
// outcome: raced
// interpreted: passed or raced
// says: data race

package double

func Double(n int) int {
	count := 0
	done := make(chan bool)
	for i := 0; i < 2; i++ {
		go func() {
			count++
			done <- true
		}()
	}
	<-done
	<-done
	_ = count
	return 2 * n
}
