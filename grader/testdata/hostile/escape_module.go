// tries: somebody else's module
// outcome: did not compile
// says: import of "golang.org/x/sys/unix" is not allowed

package double

import _ "golang.org/x/sys/unix"

func Double(n int) int {
	return 2 * n
}
