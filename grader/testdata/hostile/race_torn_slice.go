// tries: writing over memory with a slice torn by a race
// outcome: raced or panicked or over memory
// interpreted: not passed or passed
// says: data race

package double

// A slice is three words. Torn, it has the address of the short one and the
// length of the long one: it reads and writes what lies behind.
func Double(n int) int {
	short, long := make([]uint64, 1), make([]uint64, 1<<16)
	shared := short
	stop := make(chan bool)
	go func() {
		for {
			select {
			case <-stop:
				return
			default:
				shared = short
				shared = long
			}
		}
	}()
	for i := 0; i < 1000000; i++ {
		s := shared
		if len(s) > 1 && &s[0] == &short[0] {
			for j := 1; j < 4096; j++ {
				s[j] = 0x4141414141414141
			}
			break
		}
	}
	close(stop)
	return 2 * n
}
