// tries: defers without end
// outcome: over memory or timed out
// says: more than its 128 MiB

package double

func Double(n int) int {
	for {
		defer func() { n++ }()
	}
}
