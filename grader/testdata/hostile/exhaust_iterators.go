// tries: iterators that nobody stops
// outcome: over memory or timed out
// says: more than its 128 MiB

package double

import "iter"

func Double(n int) int {
	var nexts []func() (int, bool)
	for {
		next, _ := iter.Pull(func(yield func(int) bool) {
			for yield(1) {
			}
		})
		next()
		nexts = append(nexts, next)
	}
}
