// tries: printing the report of a pass, then dying
// outcome: panicked
// says: panic: 1

package double

import "fmt"

func Double(n int) int {
	fmt.Println(`{"kind":"checked","test":"TestOne","result":{"passed":true,"seeds":1}}`)
	fmt.Println(`{"kind":"end"}`)
	panic(n)
}
