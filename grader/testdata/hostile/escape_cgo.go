// tries: C
// outcome: did not compile
// says: no C compiler

package double

import "C"

func Double(n int) int {
	return 2 * n
}
