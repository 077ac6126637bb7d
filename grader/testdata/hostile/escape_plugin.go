// tries: loading machine code
// outcome: did not compile
// says: no way to the operating system

package double

import "plugin"

func Double(n int) int {
	plugin.Open("/tmp/x.so")
	return 2 * n
}
