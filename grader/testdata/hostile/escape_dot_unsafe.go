// tries: hiding unsafe behind a dot
// outcome: did not compile
// says: unsafe

package double

import . "unsafe"

func Double(n int) int {
	return 2 * *(*int)(Pointer(&n))
}
