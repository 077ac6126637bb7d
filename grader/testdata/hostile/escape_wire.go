// tries: the report's own package
// outcome: did not compile
// says: import of "happensbefore/grader/wire" is not allowed

package double

import "happensbefore/grader/wire"

func Double(n int) int {
	_ = wire.Frame{Kind: wire.End}
	return 2 * n
}
