// tries: what only the tests may know
// outcome: did not compile
// says: only the lab's tests may import it

package double

import "sim"

func Double(n int) int {
	_ = sim.Seed
	return 2 * n
}
