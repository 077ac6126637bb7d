// tries: hiding an import behind a dot
// outcome: did not compile
// says: import of "os" is not allowed

package double

import . "os"

func Double(n int) int {
	Exit(n)
	return 2 * n
}
