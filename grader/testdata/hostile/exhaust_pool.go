// tries: ballast that the collector keeps and gives back
// outcome: over memory or timed out
// says: more than its 128 MiB

package double

import "sync"

func Double(n int) int {
	var p sync.Pool
	var held [][]byte
	for i := 0; ; i++ {
		b := make([]byte, 1<<20)
		for j := range b {
			b[j] = byte(i)
		}
		p.Put(&b)
		if c, ok := p.Get().(*[]byte); ok && i%2 == 0 {
			held = append(held, *c)
		}
	}
}
