package server

import (
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// A Rate is how often one client may ask: Burst times at once, then PerSecond.
type Rate struct {
	PerSecond float64
	Burst     int
}

// The rates that hold where the configuration says nothing. A reading group
// behind one address shares them, so they are generous for a person and only
// stop a loop.
var (
	defaultRuns   = Rate{PerSecond: 4, Burst: 40}
	defaultWrites = Rate{PerSecond: 1, Burst: 20}
	defaultWords  = Rate{PerSecond: 4, Burst: 60}
	// Whoever types a search asks up to ten times a second.
	defaultLookups = Rate{PerSecond: 20, Burst: 200}
	// Whoever types a code mistypes it a few times; a guess is one of 2^50.
	defaultCodes = Rate{PerSecond: 0.1, Burst: 10}
	// An answer may cost the host money.
	defaultAnswers = Rate{PerSecond: 0.1, Burst: 6}
)

// Pace is which of the meters a route counts on.
type pace uint8

const (
	unpaced  pace = iota
	runs          // costs a worker, keeps nothing
	writes        // keeps something for ever
	words         // keeps what is being written, a little at a time
	lookups       // costs a search
	codes         // says whether a secret is right
	writings      // costs an answer that somebody else writes
)

// metered is how many clients a meter remembers, and at most twice as many: a
// hundred bytes each. Whoever comes with more addresses has other means too.
const metered = 1 << 13

// A meter limits each client's rate in bounded memory.
type meter struct {
	rate Rate

	mu      sync.Mutex // guards clients
	clients recent[netip.Addr, *rate.Limiter]
}

func newMeter(r, otherwise Rate) *meter {
	if r == (Rate{}) {
		r = otherwise
	}
	return &meter{rate: r, clients: recent[netip.Addr, *rate.Limiter]{size: metered}}
}

// wait is how long the client has to wait before it may ask; 0 is now.
func (m *meter) wait(client netip.Addr) time.Duration {
	reservation := m.limiter(client).Reserve()
	if !reservation.OK() {
		return time.Minute
	}
	delay := reservation.Delay()
	if delay > 0 {
		reservation.Cancel()
	}
	return delay
}

func (m *meter) limiter(client netip.Addr) *rate.Limiter {
	m.mu.Lock()
	defer m.mu.Unlock()
	l, ok := m.clients.get(client)
	if !ok {
		l = rate.NewLimiter(rate.Limit(m.rate.PerSecond), m.rate.Burst)
		m.clients.put(client, l)
	}
	return l
}

// client is whom a rate is counted on: the address the request came from, or,
// where that is a proxy of ours, the last address before the proxies. Anybody
// can write an X-Forwarded-For header, so only those of known proxies count.
// An IPv6 client owns a whole /64; it counts as one.
func client(r *http.Request, proxies []netip.Prefix) netip.Addr {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{} // a Unix socket: all its clients are one
	}
	addr := from.Addr().Unmap().WithZone("")
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && known(addr, proxies); i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		addr = hop.Unmap().WithZone("")
	}
	if addr.Is6() {
		if network, err := addr.Prefix(64); err == nil {
			return network.Masked().Addr()
		}
	}
	return addr
}

func known(addr netip.Addr, proxies []netip.Prefix) bool {
	for _, p := range proxies {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}
