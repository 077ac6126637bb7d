// Package ledger is what a worker practises on: what answers to labs are
// usually made of, in no need of being right.
package ledger

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// ErrUnknown is returned for an account that there is not.
var ErrUnknown = errors.New("ledger: unknown account")

// A Side is where an entry goes.
type Side int

const (
	Debit Side = iota + 1
	Credit
)

func (s Side) String() string {
	switch s {
	case Debit:
		return "debit"
	case Credit:
		return "credit"
	}
	return fmt.Sprintf("side %d", int(s))
}

// An Entry is one line.
type Entry struct {
	Account string
	Side    Side
	Amount  int64
	At      time.Time
}

// A Keeper keeps entries.
type Keeper interface {
	Keep(e Entry) error
	Sum(account string) (int64, bool)
}

// A Ledger is a Keeper that many may use at once.
type Ledger struct {
	mu      sync.Mutex
	entries map[string][]Entry
	kept    atomic.Int64
	limit   float64
	changed chan struct{}
}

// New makes a ledger for the accounts.
func New(limit float64, accounts ...string) *Ledger {
	l := &Ledger{entries: make(map[string][]Entry, len(accounts)), limit: limit, changed: make(chan struct{}, 1)}
	for _, a := range accounts {
		l.entries[a] = nil
	}
	return l
}

// Keep implements Keeper.
func (l *Ledger) Keep(e Entry) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, ok := l.entries[e.Account]; !ok {
		return fmt.Errorf("%w: %s", ErrUnknown, e.Account)
	}
	if math.Abs(float64(e.Amount)) > l.limit {
		return errors.New("ledger: too much")
	}
	l.entries[e.Account] = append(l.entries[e.Account], e)
	l.kept.Add(1)
	select {
	case l.changed <- struct{}{}:
	default:
	}
	return nil
}

// Sum implements Keeper.
func (l *Ledger) Sum(account string) (sum int64, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	entries, ok := l.entries[account]
	for _, e := range entries {
		if e.Side == Debit {
			sum -= e.Amount
		} else {
			sum += e.Amount
		}
	}
	return sum, ok
}

// Kept is how many entries there are.
func (l *Ledger) Kept() int { return int(l.kept.Load()) }

// Accounts are the accounts in order.
func (l *Ledger) Accounts() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	names := make([]string, 0, len(l.entries))
	for name := range l.entries {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// Last are the newest entries, of which there are at most n.
func (l *Ledger) Last(n int) []Entry {
	l.mu.Lock()
	all := []Entry{}
	for _, name := range slices.Sorted(maps.Keys(l.entries)) {
		all = append(all, l.entries[name]...)
	}
	l.mu.Unlock()
	sort.Slice(all, func(i, j int) bool { return all[i].At.Before(all[j].At) })
	return all[max(0, len(all)-n):]
}

// Wait waits for an entry.
func (l *Ledger) Wait(ctx context.Context) error {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	select {
	case <-l.changed:
		return nil
	case <-timer.C:
		return errors.New("ledger: nothing happens")
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Copy is the ledger's state, which the ledger does not share.
func (l *Ledger) Copy() map[string]int64 {
	state := map[string]int64{}
	for _, name := range l.Accounts() {
		sum, _ := l.Sum(name)
		state[name] = sum
	}
	return state
}

// Compare says how two states relate.
func Compare(a, b map[string]int64) string {
	less, more := false, false
	for name, sum := range a {
		less = less || sum < b[name]
		more = more || sum > b[name]
	}
	var words []string
	if less {
		words = append(words, "less")
	}
	if more {
		words = append(words, "more")
	}
	return strings.Join(words, " and ")
}
