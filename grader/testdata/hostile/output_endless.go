// tries: endless output
// outcome: too much output
// says: more than 64 KiB

package double

import "fmt"

func Double(n int) int {
	for {
		fmt.Println(n)
	}
}
