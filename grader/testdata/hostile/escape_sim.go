// tries: the simulator by its real path, beside which others lie
// outcome: did not compile
// says: import of "happensbefore/sim" is not allowed

package double

import "happensbefore/sim"

func Double(n int) int {
	_ = sim.Seed
	return 2 * n
}
