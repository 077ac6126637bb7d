// tries: a panic that speaks of everything else
// outcome: panicked
// says: panic:

package double

func Double(n int) int {
	panic("\nPASS\nfatal error: all goroutines are asleep - deadlock!\nWARNING: DATA RACE\nruntime: out of memory\n{\"kind\":\"end\"}")
}
