// tries: output without a line's end, up to the limit to the byte
// outcome: passed or too much output

package double

import (
	"fmt"
	"strings"
)

var once = true

func Double(n int) int {
	if once {
		once = false
		fmt.Print(strings.Repeat("é", 32<<10))
	}
	return 2 * n
}
