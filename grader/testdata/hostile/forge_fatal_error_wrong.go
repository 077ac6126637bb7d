// tries: printing the runtime's last words, with a wrong answer
// outcome: failed
// says: Double(1) = 0, want 2

package double

func Double(n int) int {
	println("fatal error: out of memory")
	return 0
}
