// tries: bytes that are no text, terminal escapes and markup
// outcome: passed
// says: All 2 checks pass

package double

import "fmt"

func Double(n int) int {
	fmt.Print("\xff\xfe\x00\x1b[2J\x1b]0;owned\a\x1b[31m\r\b\b\u202e<script>alert(1)</script>\n")
	return 2 * n
}
