// tries: a result in an interface, and right
// outcome: passed
// says: All 2 checks pass

package double

func Double(n int) any { return 2 * n }
