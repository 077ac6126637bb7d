// tries: setting the test's flags
// outcome: did not compile
// says: no command line

package double

import "flag"

func Double(n int) int {
	flag.Set("test.run", "NONE")
	return 2 * n
}
