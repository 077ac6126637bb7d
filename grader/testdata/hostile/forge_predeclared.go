// tries: another meaning for int
// outcome: did not compile
// says: the tests need what your code does not offer

package double

type int = string

func Double(n int) int { return n + n }
