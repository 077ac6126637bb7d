// tries: a generic type that grows
// outcome: did not compile

package double

func Double(n int) int { return 2 * n }

type T[P any] struct{ f *T[[]P] }

var x T[int]
