// tries: ending the process with status 0
// outcome: did not compile
// says: no process of its own

package double

import "os"

func Double(n int) int {
	os.Exit(0)
	return 2 * n
}
