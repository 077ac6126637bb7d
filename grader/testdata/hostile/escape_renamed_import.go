// tries: hiding an import behind a harmless name
// outcome: did not compile
// says: import of "os" is not allowed

package double

import fmt "os"

func Double(n int) int {
	fmt.Exit(n)
	return 2 * n
}
