// tries: a generic function for a plain one
// outcome: passed
// says: All 2 checks pass

package double

func Double[T int | float64 | string](n T) T { return n + n }
