// tries: recovering from every mistake that the runtime finds
// outcome: passed

package double

func Double(n int) int {
	var m map[int]int
	var p *int
	var s []int
	var x any = "text"
	for _, mistake := range []func(){
		func() { m[n] = n },
		func() { *p = n },
		func() { s[n] = n },
		func() { _ = x.(int) },
		func() { _ = n / (n - n) },
		func() { _ = make([]int, n-100) },
		func() { close((chan int)(nil)) },
	} {
		survive(mistake)
	}
	return 2 * n
}

func survive(mistake func()) {
	defer func() {
		if recover() == nil {
			panic("nothing to survive")
		}
	}()
	mistake()
}
