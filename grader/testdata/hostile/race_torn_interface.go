// tries: breaking memory with an interface torn by a race
// outcome: raced or panicked or over memory
// interpreted: not passed or passed
// says: data race

package double

// An interface is two words. Written by one goroutine and read by another, it
// may be the type of one value and the data of the other: an address out of a
// number.
type holder interface{ read() int }

type number struct{ n uintptr }

func (v *number) read() int { return int(v.n) }

type pointer struct{ p *int }

func (v *pointer) read() int {
	if v.p == nil {
		return 0
	}
	return *v.p
}

func Double(n int) int {
	var shared holder
	a, b := &number{0x1234567}, &pointer{new(int)}
	shared = a
	stop := make(chan bool)
	go func() {
		for {
			select {
			case <-stop:
				return
			default:
				shared = a
				shared = b
			}
		}
	}()
	for i := 0; i < 1000000; i++ {
		shared.read()
	}
	close(stop)
	return 2 * n
}
