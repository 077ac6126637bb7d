// tries: closures that hold each other
// outcome: over memory or timed out
// says: more than its 128 MiB

package double

func Double(n int) int {
	f := func() int { return 0 }
	for {
		g := f
		var room [128]int
		f = func() int { return g() + room[0] }
	}
}
