// tries: an endless loop in a String method
// outcome: timed out
// says: still running

package double

import "fmt"

type slow int

func (s slow) String() string {
	for {
	}
}

func Double(n int) int {
	return len(fmt.Sprint(slow(n)))
}
