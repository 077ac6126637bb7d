// tries: importing the harness' main
// outcome: did not compile
// says: import of "main" is not allowed

package double

import _ "main"

func Double(n int) int {
	return 2 * n
}
