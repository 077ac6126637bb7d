// tries: opening a connection
// outcome: did not compile
// says: there is no network here

package double

import "net"

func Double(n int) int {
	net.Dial("tcp", "127.0.0.1:80")
	return 2 * n
}
