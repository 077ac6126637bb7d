// tries: a shift to a number of a million bits
// outcome: did not compile

package double

func Double(n int) int {
	return n + 1<<(1<<20)>>(1<<20)
}
