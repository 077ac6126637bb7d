// tries: memory without end
// kind: program
// outcome: over memory or timed out
// says: more than its 128 MiB

package main

func main() {
	var all [][]byte
	for {
		all = append(all, make([]byte, 1<<20))
	}
}
