// tries: a panic in a goroutine that speaks of everything else
// outcome: panicked
// says: panic:

package double

import "time"

func Double(n int) int {
	go panic("x\nfatal error: all goroutines are asleep - deadlock!\nWARNING: DATA RACE\ngoroutine stack exceeds 1000000000-byte limit\nfatal error: out of memory\n{\"kind\":\"end\"}")
	time.Sleep(time.Second)
	return 2 * n
}
