// tries: waiting for nothing before any test
// outcome: deadlocked or timed out
// says: deadlock

package double

func Double(n int) int { return 2 * n }

func init() { select {} }
