// tries: a panic with nil, which recovers as something
// outcome: failed
// says: Double(1) = 0, want 2

package double

func Double(n int) (result int) {
	defer func() {
		if recover() == nil {
			result = 2 * n
		}
	}()
	panic(nil)
}
