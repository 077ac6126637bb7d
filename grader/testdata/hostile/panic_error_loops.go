// tries: a panic whose Error method does not end
// outcome: timed out or panicked

package double

type slow struct{}

func (slow) Error() string {
	for {
	}
}

func Double(n int) int { panic(slow{}) }
