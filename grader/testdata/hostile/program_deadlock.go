// tries: waiting for nothing
// kind: program
// outcome: deadlocked
// says: deadlock

package main

func main() {
	select {}
}
