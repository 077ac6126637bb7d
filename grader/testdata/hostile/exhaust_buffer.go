// tries: a buffer without end
// outcome: over memory or timed out
// says: more than its 128 MiB

package double

import "bytes"

func Double(n int) int {
	var b bytes.Buffer
	for {
		b.WriteString("0123456789abcdef0123456789abcdef")
	}
}
