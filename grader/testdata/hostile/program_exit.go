// tries: ending the process
// kind: program
// outcome: did not compile
// says: no process of its own

package main

import "os"

func main() {
	os.Exit(0)
}
