// tries: nothing: a wrong answer
// outcome: failed
// says: Double(1) = 1, want 2

package double

func Double(n int) int { return n }
