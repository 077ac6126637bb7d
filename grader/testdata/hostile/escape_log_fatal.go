// tries: leaving through log.Fatal
// outcome: did not compile
// says: print with fmt instead

package double

import "log"

func Double(n int) int {
	log.Fatal("bye")
	return 2 * n
}
