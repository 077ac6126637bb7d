// tries: ranging over a map that is being written
// outcome: raced
// interpreted: raced or passed or timed out
// says: data race

package double

func Double(n int) int {
	m := map[int]int{1: 1, 2: 2, 3: 3}
	done := make(chan bool)
	go func() {
		for j := 0; j < 100000; j++ {
			m[j%100] = j
		}
		done <- true
	}()
	for j := 0; j < 10000; j++ {
		for k := range m {
			_ = k
		}
	}
	<-done
	return 2 * n
}
