// tries: reading a file at compile time
// outcome: did not compile
// says: there are no files to embed
// says: steers the compiler

package double

import _ "embed"

func Double(n int) int {
	return 2 * n
}

//go:embed /etc/passwd
var secret string
