// tries: waiting for nothing before any test
// outcome: deadlocked
// interpreted: timed out or deadlocked
// says: deadlock

package double

func Double(n int) int { return 2 * n }

func init() { select {} }
