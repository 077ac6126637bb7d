// tries: types that mention themselves, as Go allows
// outcome: passed
// says: All 2 checks pass

package double

func Double(n int) int { return 2 * n }

type (
	T []T
	M map[string]M
	F func(F) F
	C chan C
	P *P
	I interface{ m(I) I }
)

var _ = []any{T{T{}}, M{}, F(nil), C(nil), P(nil)}
