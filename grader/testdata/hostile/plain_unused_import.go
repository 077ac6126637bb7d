// tries: an unused import
// outcome: did not compile
// says: "fmt" imported and not used

package double

import "fmt"

func Double(n int) int {
	return 2 * n
}
