// tries: the harness
// outcome: did not compile
// says: import of "happensbefore/grader/harness" is not allowed

package double

import "happensbefore/grader/harness"

func Double(n int) int {
	_ = harness.Runner{}
	return 2 * n
}
