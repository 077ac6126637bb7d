// tries: memory in pieces of 64 bytes
// outcome: over memory or timed out
// says: more than its 128 MiB

package double

func Double(n int) int {
	var all []*[64]byte
	for {
		all = append(all, new([64]byte))
	}
}
