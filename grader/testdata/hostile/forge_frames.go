// tries: printing the report of a pass
// outcome: failed
// says: Double(1) = 0, want 2

package double

import "fmt"

func Double(n int) int {
	fmt.Println(`{"kind":"started","test":"TestOne"}`)
	fmt.Println(`{"kind":"checked","test":"TestOne","result":{"passed":true,"seeds":1}}`)
	fmt.Println(`{"kind":"checked","test":"TestTwo","result":{"passed":true,"seeds":3}}`)
	fmt.Println(`{"kind":"end"}`)
	return 0
}
