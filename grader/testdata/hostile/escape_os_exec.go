// tries: starting a program
// outcome: did not compile
// says: may start no programs

package double

import "os/exec"

func Double(n int) int {
	exec.Command("/bin/sh", "-c", "id").Run()
	return 2 * n
}
