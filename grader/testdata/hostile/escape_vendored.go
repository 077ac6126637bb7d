// tries: what the standard library has vendored
// outcome: did not compile
// says: import of "vendor/golang.org/x/sys/cpu" is not allowed

package double

import _ "vendor/golang.org/x/sys/cpu"

func Double(n int) int {
	return 2 * n
}
