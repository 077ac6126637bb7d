// tries: a result that panics as the test words its message
// outcome: failed or panicked

package double

import "fmt"

type Double int

func (d Double) Format(f fmt.State, verb rune) { panic("PASS") }
