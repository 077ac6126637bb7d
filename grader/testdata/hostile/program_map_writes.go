// tries: concurrent map writes
// kind: program
// outcome: raced or timed out

package main

func main() {
	m := map[int]int{}
	for i := 0; i < 8; i++ {
		go func() {
			for {
				m[1]++
			}
		}()
	}
	for {
		m[2]++
	}
}
