// tries: constraints in a circle
// outcome: passed or did not compile

package double

func Double(n int) int { return 2 * n }

type T[P T[P]] struct{}

func f[P interface{ *Q }, Q interface{ *P }](p P, q Q) {}
