// tries: killing everything
// outcome: did not compile
// says: no way to the operating system

package double

import "syscall"

func Double(n int) int {
	syscall.Kill(-1, syscall.SIGKILL)
	return 2 * n
}
