// tries: fetching a page
// outcome: did not compile
// says: there is no network here

package double

import "net/http"

func Double(n int) int {
	http.Get("http://127.0.0.1/")
	return 2 * n
}
