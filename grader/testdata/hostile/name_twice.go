// tries: one name twice
// outcome: did not compile
// says: redeclared

package double

func Double(n int) int { return 2 * n }

func Double(n int) int { return n + n }
