// tries: a result that never lets the test word its message
// outcome: deadlocked or timed out
// interpreted: failed or deadlocked or timed out

package double

import "fmt"

type Double int

func (d Double) Format(f fmt.State, verb rune) { select {} }
