// tries: a panic of bytes that are no text, terminal escapes and markup
// outcome: panicked
// says: panic:

package double

func Double(n int) int {
	panic("\xff\xfe\x00\x1b[2J\x1b]0;owned\a\r\b\u202e<script>alert(1)</script>\xc3")
}
