// tries: endless output before any test
// outcome: too much output
// says: more than 64 KiB

package double

import "fmt"

func Double(n int) int { return 2 * n }

func init() {
	for {
		fmt.Print("early ")
	}
}
