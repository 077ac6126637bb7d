// tries: a string that doubles
// outcome: over memory or timed out
// says: more than its 128 MiB

package double

func Double(n int) int {
	s := "0123456789abcdef"
	for {
		s += s
	}
}
