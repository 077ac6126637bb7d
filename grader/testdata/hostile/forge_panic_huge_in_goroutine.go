// tries: a panic of 20 MiB in a goroutine
// outcome: panicked or too much output or timed out or over memory
// says: panic

package double

import (
	"strings"
	"time"
)

func Double(n int) int {
	go func() { panic(strings.Repeat("x\n", 10<<20)) }()
	time.Sleep(time.Second)
	return 2 * n
}
