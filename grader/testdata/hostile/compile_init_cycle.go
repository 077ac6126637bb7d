// tries: variables that wait for each other in a circle
// outcome: did not compile
// says: initialization cycle

package double

func Double(n int) int { return 2 * n }

var a = f()

var b = a

func f() int { return b }
