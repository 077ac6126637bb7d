// tries: a panic that crosses from one side of a pulled iterator to the other
// outcome: failed

package double

import "iter"

func Double(n int) (result int) {
	defer func() { recover() }()
	next, stop := iter.Pull(func(yield func(int) bool) { panic("pulled") })
	defer stop()
	result, _ = next()
	return 2 * n
}
