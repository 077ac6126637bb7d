// tries: a result that words the test's message itself
// outcome: failed

package double

import "fmt"

// Double is a type, so that Double(1) is a conversion.
type Double int

func (d Double) Format(f fmt.State, verb rune) {
	fmt.Fprint(f, "2, want 2\n--- PASS: TestOne")
}
