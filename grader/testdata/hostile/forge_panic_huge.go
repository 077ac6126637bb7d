// tries: a panic of 10 MiB
// outcome: panicked
// says: panic: xxxx

package double

import "strings"

func Double(n int) int {
	panic(strings.Repeat("x", 10<<20))
}
