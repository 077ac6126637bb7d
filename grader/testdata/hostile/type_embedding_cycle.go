// tries: embedded pointers in a circle
// outcome: passed or did not compile

package double

func Double(n int) int { return 2 * n }

type (
	A struct{ *B }
	B struct{ *C }
	C struct{ *A }
)

var _ = A{}.C
