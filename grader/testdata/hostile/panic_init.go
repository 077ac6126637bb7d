// tries: a panic at start-up
// outcome: panicked
// says: too early

package double

func Double(n int) int { return 2 * n }

func init() { panic("too early") }
