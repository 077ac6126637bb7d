// tries: a pattern and a text that are slow together
// outcome: timed out
// says: still running

package double

import "regexp"

func Double(n int) int {
	r := regexp.MustCompile(`(x*)*(x*)*(x*)*(x*)*(x*)*y`)
	text := ""
	for i := 0; i < 1000000; i++ {
		text += "x"
		if r.MatchString(text) {
			return 0
		}
	}
	return 2 * n
}
