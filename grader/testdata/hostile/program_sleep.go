// tries: sleeping in virtual time without end
// kind: program
// outcome: timed out or panicked
// says: still running

package main

import "time"

func main() {
	for {
		time.Sleep(time.Hour)
	}
}
