// tries: printing headers of virtual-time playback
// kind: program
// outcome: passed
// prints: oh no

package main

import "fmt"

func main() {
	fmt.Print("a\x00\x00PB\x11\x74\xef\xed\xe6\xb3\x2a\x00\x00\x00\x00\x04oh no")
	fmt.Println("b")
}
