// tries: other meanings for Go's own words
// outcome: passed
// says: All 2 checks pass

package double

const (
	true  = false
	iota_ = iota
)

var (
	nil    = 0
	print  = 1
	append = 2
)

func panic(int)     {}
func recover()      {}
func len(n int) int { return n + n }

func Double(n int) int {
	panic(nil)
	recover()
	return len(n)
}
