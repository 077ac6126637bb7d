// tries: a map that grows
// outcome: over memory or timed out
// says: more than its 128 MiB

package double

func Double(n int) int {
	m := map[int][8]int{}
	for i := 0; ; i++ {
		m[i] = [8]int{i}
	}
}
