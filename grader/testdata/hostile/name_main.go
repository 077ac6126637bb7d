// tries: a function main and names of the tests
// outcome: passed
// says: All 2 checks pass

package double

func Double(n int) int { return 2 * n }

func main() {}

func TestOne() {}

var test, lab, main_, sim, double int
