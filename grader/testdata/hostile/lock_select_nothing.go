// tries: waiting for nothing
// outcome: deadlocked
// says: deadlock

package double

func Double(n int) int {
	select {}
}
