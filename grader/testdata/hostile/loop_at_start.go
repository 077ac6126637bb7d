// tries: an endless loop before any test
// outcome: timed out
// says: still running

package double

func Double(n int) int { return 2 * n }

var x = loop()

func loop() int {
	for {
	}
}
