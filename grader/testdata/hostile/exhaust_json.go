// tries: a small value that is large as text
// outcome: over memory or timed out
// says: more than its 128 MiB

package double

import "encoding/json"

func Double(n int) int {
	var v any = "x"
	for i := 0; i < 24; i++ {
		v = []any{v, v}
	}
	b, err := json.Marshal(v)
	if err != nil {
		return 0
	}
	var all [][]byte
	for {
		all = append(all, append([]byte(nil), b...))
	}
}
