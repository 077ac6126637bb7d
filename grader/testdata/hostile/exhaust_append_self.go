// tries: a slice that doubles
// outcome: over memory or timed out
// says: more than its 128 MiB

package double

func Double(n int) int {
	s := make([]int, 1024)
	for {
		s = append(s, s...)
	}
}
