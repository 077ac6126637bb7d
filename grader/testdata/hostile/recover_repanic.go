// tries: panicking again with what was recovered
// outcome: panicked
// says: panic:

package double

func Double(n int) int {
	defer func() {
		panic(recover())
	}()
	defer func() {
		panic(recover())
	}()
	panic("the first")
}
