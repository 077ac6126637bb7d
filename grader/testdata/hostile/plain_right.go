// tries: nothing: the right answer
// outcome: passed
// says: All 2 checks pass

package double

func Double(n int) int { return 2 * n }
