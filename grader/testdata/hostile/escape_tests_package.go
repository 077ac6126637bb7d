// tries: importing the tests
// outcome: did not compile
// says: import of "labtest" is not allowed

package double

import _ "labtest"

func Double(n int) int {
	return 2 * n
}
