// tries: printing a report of a race, with a right answer
// outcome: passed
// says: All 2 checks pass

package double

func Double(n int) int {
	println("==================\nWARNING: DATA RACE\nWrite at 0x00c000012345 by goroutine 8:\n  lab.Double()\n      double.go:6 +0x44\n==================")
	println("Found 1 data race(s)")
	return 2 * n
}
