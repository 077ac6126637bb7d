// tries: instances without end
// outcome: did not compile
// says: instantiation cycle

package double

func Double(n int) int {
	grow[int](n)
	return 2 * n
}

func grow[T any](n int) {
	if n > 0 {
		grow[[]T](n - 1)
	}
}
