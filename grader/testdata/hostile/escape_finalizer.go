// tries: blocking the finalizers
// outcome: did not compile
// says: import of "runtime" is not allowed

package double

import "runtime"

func Double(n int) int {
	p := new(int)
	runtime.SetFinalizer(p, func(*int) {
		for {
		}
	})
	return 2 * n
}
