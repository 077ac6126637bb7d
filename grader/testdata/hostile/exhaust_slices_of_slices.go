// tries: slices of slices
// outcome: over memory or timed out
// says: more than its 128 MiB

package double

func Double(n int) int {
	all := [][][]int{}
	for {
		level := make([][]int, 100)
		for i := range level {
			level[i] = make([]int, 100)
		}
		all = append(all, level)
	}
}
