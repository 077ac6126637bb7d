// tries: pulling an iterator from inside itself
// outcome: panicked

package double

import "iter"

func Double(n int) int {
	var next func() (int, bool)
	next, _ = iter.Pull(func(yield func(int) bool) {
		next()
		yield(n)
	})
	next()
	return 2 * n
}
