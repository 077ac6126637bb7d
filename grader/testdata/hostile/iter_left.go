// tries: iterators that are pulled once and left
// outcome: passed or deadlocked
// interpreted: passed or deadlocked

package double

import "iter"

func Double(n int) int {
	for range 100 {
		next, _ := iter.Pull(func(yield func(int) bool) {
			for yield(n) {
			}
		})
		next()
	}
	return 2 * n
}
