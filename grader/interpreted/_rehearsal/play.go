package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	ledger "lab"
	"sim"
)

func TestLedger(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		if got := play(sim.Seed(t)); got == "" {
			t.Errorf("play: %q", got)
		}
	})
}

type step struct {
	who    string
	amount int64
	want   error
}

var steps = []step{
	{"a", 1, nil},
	{"b", -2, nil},
	{"nobody", 3, ledger.ErrUnknown},
}

// A walk is a random order of entries.
type walk struct {
	random *rand.Rand
	now    time.Time
	ledger *ledger.Ledger
	seen   map[string][]int64
}

func (w *walk) next() (e ledger.Entry, err error) {
	w.now = w.now.Add(time.Duration(w.random.IntN(1000)) * time.Millisecond)
	e = ledger.Entry{Account: string(rune('a' + w.random.IntN(4))), Side: ledger.Side(1 + w.random.IntN(2)), Amount: w.random.Int64N(100), At: w.now}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("keep: %v", p)
		}
	}()
	if err = w.ledger.Keep(e); err == nil {
		w.seen[e.Account] = append(w.seen[e.Account], e.Amount)
	}
	return e, err
}

func play(seed uint64) string {
	var out strings.Builder
	l := ledger.New(50, "a", "b", "c")
	var keeper ledger.Keeper = l
	for i, s := range steps {
		err := keeper.Keep(ledger.Entry{Account: s.who, Side: ledger.Debit, Amount: s.amount})
		if !errors.Is(err, s.want) {
			fmt.Fprintf(&out, "step %d: %v, want %v\n", i, err, s.want)
		}
	}
	w := &walk{random: rand.New(rand.NewPCG(seed, 1)), ledger: l, seen: map[string][]int64{}}
	for i := 0; i < 100; i++ {
		if e, err := w.next(); err != nil && e.Amount < 50 && e.Account < "d" {
			out.WriteString(err.Error())
		}
	}
	var group sync.WaitGroup
	var mu sync.Mutex
	total := 0
	results := make(chan int, 8)
	for i := 0; i < 8; i++ {
		group.Add(1)
		go func(i int) {
			defer group.Done()
			before := l.Copy()
			sum, ok := l.Sum("a")
			mu.Lock()
			defer mu.Unlock()
			if ok && ledger.Compare(before, l.Copy()) != "" {
				total += int(sum)
			}
			results <- i
		}(i)
	}
	group.Wait()
	close(results)
	for i := range results {
		total += i
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := l.Wait(ctx); err != nil {
		out.WriteString(err.Error())
	}
	for _, e := range l.Last(5) {
		fmt.Fprintln(&out, e.Account, e.Side == ledger.Credit, e.Amount, e.At.UnixMilli())
	}
	fmt.Fprintf(&out, "%d entries in %s, total %d, %+v", l.Kept(), strings.Join(l.Accounts(), ","), total, l.Copy())
	return out.String()
}

// Rehearse plays a few times.
func Rehearse() (words int) {
	for seed := uint64(1); seed <= 5; seed++ {
		words += len(strings.Fields(play(seed)))
	}
	return words
}
