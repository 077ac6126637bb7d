// tries: recovering and panicking without end
// outcome: panicked or over memory or timed out

package double

func Double(n int) int {
	defer func() {
		recover()
		Double(n)
	}()
	panic(n)
}
