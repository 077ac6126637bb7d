// tries: infinite recursion through encoding/json
// outcome: panicked or timed out
// says: stack overflow

package double

import "encoding/json"

type value struct{ n int }

func (v value) MarshalJSON() ([]byte, error) { return json.Marshal(v) }

func Double(n int) int {
	b, _ := json.Marshal(value{n})
	return len(b)
}
