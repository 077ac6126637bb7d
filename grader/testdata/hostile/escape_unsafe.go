// tries: writing anywhere
// outcome: did not compile
// says: "unsafe" is not allowed

package double

import "unsafe"

func Double(n int) int {
	*(*int)(unsafe.Pointer(uintptr(8))) = n
	return 2 * n
}
