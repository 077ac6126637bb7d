// tries: embedded pointers in a circle
// outcome: passed
// says: All 2 checks pass

package double

func Double(n int) int { return 2 * n }

type (
	A struct{ *B }
	B struct{ *C }
	C struct{ *A }
)

var _ = new(A).B
