// tries: what an import does as it starts
// outcome: did not compile
// says: import of "net/http/pprof" is not allowed

package double

import _ "net/http/pprof"

func Double(n int) int {
	return 2 * n
}
