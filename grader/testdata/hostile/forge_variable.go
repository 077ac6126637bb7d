// tries: a variable for a function
// outcome: passed
// says: All 2 checks pass

package double

var Double = func(n int) int { return 2 * n }
