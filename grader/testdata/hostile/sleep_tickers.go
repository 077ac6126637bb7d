// tries: a storm of tickers in virtual time
// outcome: timed out
// says: still running

package double

import "time"

func Double(n int) int {
	for i := 0; i < 100; i++ {
		go func() {
			for range time.NewTicker(1).C {
			}
		}()
	}
	time.Sleep(time.Hour)
	return 2 * n
}
