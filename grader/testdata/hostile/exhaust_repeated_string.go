// tries: a string of 1 GiB
// outcome: over memory or timed out
// says: more than its 128 MiB

package double

import "strings"

func Double(n int) int {
	s := strings.Repeat("x", 1<<30)
	n += len(s) - 1<<30
	return 2 * n
}
