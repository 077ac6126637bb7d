// tries: declaring the tests itself
// outcome: passed
// says: All 2 checks pass

package double

func Double(n int) int { return 2 * n }

// T looks like the testing package's.
type T struct{}

func (*T) Error(...any) {}

func TestOne(t *T) {}
func TestTwo(t *T) {}
func TestMain()    {}
