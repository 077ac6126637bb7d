// tries: a number that squares itself
// outcome: over memory or timed out

package double

import "math/big"

func Double(n int) int {
	x := big.NewInt(3)
	for {
		x.Mul(x, x)
	}
}
