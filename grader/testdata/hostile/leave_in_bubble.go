// tries: a goroutine left in the bubble
// outcome: deadlocked
// says: deadlock

package double

func Double(n int) int {
	go func() { select {} }()
	return 2 * n
}
