// tries: calling init
// outcome: did not compile
// says: init

package double

func Double(n int) int {
	init()
	return 2 * n
}

func init() {}
