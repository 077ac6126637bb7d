// tries: a panic that speaks of a pass
// kind: program
// outcome: panicked
// says: panic:

package main

func main() {
	panic("PASS\n\ngoroutine 1 [running]:")
}
