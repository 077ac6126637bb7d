// tries: a variable called init
// outcome: did not compile
// says: init

package double

func Double(n int) int { return 2 * n }

var init = 1
