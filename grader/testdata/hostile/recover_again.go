// tries: recovering and panicking without end
// outcome: panicked or over memory

package double

func Double(n int) int {
	defer func() {
		recover()
		Double(n)
	}()
	panic(n)
}
