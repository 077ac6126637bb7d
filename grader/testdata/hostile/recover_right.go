// tries: a recovered panic and a right result
// outcome: passed
// says: All 2 checks pass

package double

func Double(n int) (result int) {
	defer func() { recover() }()
	var m map[int]int
	result = 2 * n
	m[n] = n
	return 0
}
