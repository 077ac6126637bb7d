// tries: locking a locked mutex
// kind: program
// outcome: deadlocked or timed out

package main

import "sync"

func main() {
	var mu sync.Mutex
	mu.Lock()
	mu.Lock()
}
