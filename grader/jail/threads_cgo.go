//go:build cgo

package jail

import (
	"fmt"
	"os"
	"strconv"
)

// threadsKnown says whether what belongs to threads can be given up in all of
// them. In a program with C in it, libpsx does that, and finds the threads in
// /proc under this process's number. Where that is the number in a PID
// namespace and /proc is the one outside, they are another process's, and
// libpsx waits for them for ever.
func threadsKnown() error {
	own, err := os.Readlink("/proc/self")
	if err != nil {
		return fmt.Errorf("jail: threads: %w", err)
	}
	if own != strconv.Itoa(os.Getpid()) {
		return fmt.Errorf("jail: threads: this process is %d to itself and %s in /proc, where a program with C in it looks for its threads", os.Getpid(), own)
	}
	return nil
}
