// tries: infinite recursion through an Error method
// outcome: panicked or timed out
// says: stack overflow

package double

import "fmt"

type fault struct{ n int }

func (f *fault) Error() string { return fmt.Sprint("fault: ", f) }

func Double(n int) int { return len((&fault{n}).Error()) }
