// tries: importing itself
// outcome: did not compile
// says: that is your own package

package double

import "lab"

func Double(n int) int {
	_ = lab.Double
	return 2 * n
}
