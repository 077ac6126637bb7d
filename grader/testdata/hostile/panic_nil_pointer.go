// tries: a nil pointer
// outcome: panicked
// compiled-says: (double.go, line 12)
// says: nil pointer dereference (double.go, line

package double

type T struct{ n int }

func Double(n int) int {
	var p *T
	return p.n
}
