// tries: a panic whose Error method panics
// outcome: panicked

package double

import "time"

type worse struct{}

func (worse) Error() string { panic(worse{}) }

func Double(n int) int {
	go func() { panic(worse{}) }()
	time.Sleep(time.Second)
	return 2 * n
}
