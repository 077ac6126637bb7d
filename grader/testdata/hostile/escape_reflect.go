// tries: reflection
// outcome: did not compile
// says: import of "reflect" is not allowed

package double

import "reflect"

func Double(n int) int {
	reflect.ValueOf(&n).Elem().SetInt(0)
	return 2 * n
}
