// tries: goroutines without end
// kind: program
// outcome: over memory or timed out
// says: more than its 128 MiB

package main

func main() {
	for {
		go func() { select {} }()
	}
}
