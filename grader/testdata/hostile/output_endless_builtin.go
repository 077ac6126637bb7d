// tries: endless output by println
// outcome: too much output or timed out
// says: more than 64 KiB

package double

func Double(n int) int {
	for {
		println(n)
	}
}
