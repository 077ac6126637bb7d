// tries: concurrent map writes
// outcome: raced
// interpreted: raced or passed or timed out
// says: data race

package double

func Double(n int) int {
	m := map[int]int{}
	done := make(chan bool)
	for i := 0; i < 4; i++ {
		go func() {
			for j := 0; j < 100000; j++ {
				m[j] = j
			}
			done <- true
		}()
	}
	for i := 0; i < 4; i++ {
		<-done
	}
	return 2 * n
}
