// tries: a race on a slice
// outcome: raced
// interpreted: passed or raced
// says: data race

package double

func Double(n int) int {
	s := make([]int, 1, 64)
	done := make(chan bool)
	for i := 0; i < 2; i++ {
		go func() {
			s = append(s, i)
			done <- true
		}()
	}
	<-done
	<-done
	n += len(s) * 0
	return 2 * n
}
