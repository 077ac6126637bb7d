// tries: interfaces in a circle
// outcome: did not compile
// says: invalid recursive type

package double

func Double(n int) int { return 2 * n }

type A interface{ B }

type B interface{ A }
