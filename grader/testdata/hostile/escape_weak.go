// tries: memory that the collector looks after
// outcome: did not compile
// says: import of "weak" is not allowed
// says: import of "unique" is not allowed

package double

import (
	"unique"
	"weak"
)

func Double(n int) int {
	_ = weak.Make(&n)
	_ = unique.Make(n)
	return 2 * n
}
