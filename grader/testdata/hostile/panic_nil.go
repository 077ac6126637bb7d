// tries: a panic with nil
// outcome: panicked
// says: panic:

package double

func Double(n int) int {
	panic(nil)
}
