// tries: a missing return
// outcome: did not compile
// says: missing return

package double

func Double(n int) int { n++ }
