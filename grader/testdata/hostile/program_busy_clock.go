// tries: waiting busily for a clock that stands still
// kind: program
// outcome: timed out
// says: still running

package main

import "time"

func main() {
	begin := time.Now()
	for time.Since(begin) < time.Second {
	}
}
