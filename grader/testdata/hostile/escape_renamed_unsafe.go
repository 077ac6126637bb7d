// tries: hiding unsafe behind a harmless name
// outcome: did not compile
// says: unsafe

package double

import math "unsafe"

func Double(n int) int {
	return 2 * *(*int)(math.Pointer(&n))
}
