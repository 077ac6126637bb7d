// tries: a map of keys that are not even equal to themselves
// outcome: over memory or timed out
// says: more than its 128 MiB

package double

import "math"

func Double(n int) int {
	m := map[float64]int{}
	for {
		m[math.NaN()]++
	}
}
