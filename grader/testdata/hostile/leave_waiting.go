// tries: goroutines left waiting outside the bubble
// outcome: passed

package double

var never = make(chan bool)

func Double(n int) int {
	if n != 1 {
		for range 1000 {
			go func() { <-never }()
		}
	}
	return 2 * n
}
