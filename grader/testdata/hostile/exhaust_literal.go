// tries: a few bytes of source that are a gibibyte of program
// outcome: over memory or did not compile
// interpreted: not passed

package double

func Double(n int) int {
	n += room[0] - 1
	return 2 * n
}

var room = [1 << 27]int{1, 1<<27 - 1: 1}
