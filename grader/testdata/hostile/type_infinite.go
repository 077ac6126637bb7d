// tries: a struct that holds itself
// outcome: did not compile
// says: invalid recursive type

package double

func Double(n int) int { return 2 * n }

type T struct {
	one, two T
}
