// tries: a nil pointer
// outcome: panicked
// says: nil pointer dereference (double.go, line 10)

package double

type T struct{ n int }

func Double(n int) int {
	var p *T
	return p.n
}
