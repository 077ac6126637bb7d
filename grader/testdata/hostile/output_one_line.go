// tries: one gigantic line
// outcome: too much output
// says: more than 64 KiB

package double

import (
	"fmt"
	"strings"
)

func Double(n int) int {
	fmt.Print(strings.Repeat("x", 1<<20))
	return 2 * n
}
