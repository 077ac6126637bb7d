// tries: writing a file
// outcome: did not compile
// says: import of "os" is not allowed

package double

import "os"

func Double(n int) int {
	os.WriteFile("/tmp/happensbefore-was-here", nil, 0o644)
	return 2 * n
}
