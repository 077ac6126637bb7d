package grader

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"happensbefore/course"
)

// enterAll fills the line with one ticket for each letter.
func enterAll(t *testing.T, l *line, whos string) []*ticket {
	t.Helper()
	var all []*ticket
	for _, who := range whos {
		tk, err := l.enter(string(who), answers)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, tk)
	}
	return all
}

// drain gives a worker to one after the other and says in which order.
func drain(holder *ticket, all []*ticket) string {
	var order strings.Builder
	for last := holder; ; {
		last.leave()
		i := slices.IndexFunc(all, func(t *ticket) bool { return t.state == served })
		if i < 0 {
			return order.String()
		}
		last = all[i]
		order.WriteString(last.who)
	}
}

func TestLearnersTakeTurns(t *testing.T) {
	cases := map[string]struct{ in, out string }{
		"one learner's work keeps its order":                  {"aaa", "aaa"},
		"the second learner is not behind all of the first's": {"aaaab", "abaaa"},
		"three learners":                    {"aaabbc", "abcaba"},
		"who comes late waits for one each": {"abab", "abab"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			l := newLine([classes]int{1, 1}, 100, 100)
			all := enterAll(t, l, "x"+c.in)
			if got := drain(all[0], all[1:]); got != c.out {
				t.Errorf("served %q, want %q", got, c.out)
			}
		})
	}
}

func TestAPlaceInLineIsTheOrderOfServing(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 1))
		l := newLine([classes]int{1, 1}, 100, 100)
		var whos strings.Builder
		for range 1 + r.IntN(12) {
			fmt.Fprintf(&whos, "%c", 'a'+rune(r.IntN(4)))
		}
		all := enterAll(t, l, "x"+whos.String())
		for i, tk := range all[1:] {
			if r.IntN(5) == 0 {
				tk.leave()
				all[i+1] = nil
			}
		}
		all = slices.DeleteFunc(all, func(t *ticket) bool { return t == nil })
		want := map[*ticket]int{}
		for _, tk := range all {
			want[tk], _ = tk.place()
		}
		served, last := 0, all[0]
		for {
			last.leave()
			i := slices.IndexFunc(all, func(t *ticket) bool { return t.state == 1 })
			if i < 0 {
				break
			}
			served++
			last = all[i]
			if want[last] != served {
				t.Fatalf("seed %d, %s: was told place %d, was served as number %d", seed, whos.String(), want[last], served)
			}
		}
		if served != len(all)-1 {
			t.Fatalf("seed %d: %d of %d served", seed, served, len(all)-1)
		}
	}
}

func TestALineHasBounds(t *testing.T) {
	l := newLine([classes]int{1, 1}, 4, 2)
	enterAll(t, l, "aab")
	busy := new(course.BusyError)
	if _, err := l.enter("a", answers); !errors.As(err, &busy) || !busy.Own || busy.Before != 2 || busy.After <= 0 {
		t.Errorf("a third of one's own: %v", err)
	}
	enterAll(t, l, "c")
	if _, err := l.enter("d", answers); !errors.As(err, &busy) || busy.Own || busy.Before != 4 {
		t.Errorf("a fifth in a line of four: %v", err)
	}
	late := l.restore("a", answers)
	if place, _ := late.place(); place == 0 {
		t.Error("what is restored did not queue up")
	}
	late.leave()
	late.leave() // twice is once
	if l.tickets != 4 || l.own["a"] != 2 {
		t.Errorf("%d tickets, %d of a's", l.tickets, l.own["a"])
	}
}

func TestConfirmationsYieldToAnswers(t *testing.T) {
	l := newLine([classes]int{1, 1}, 10, 10)
	first := enterAll(t, l, "ab")
	confirm, err := l.enter("c", confirmations)
	if err != nil {
		t.Fatal(err)
	}
	if place, _ := confirm.place(); place == 0 {
		t.Error("a confirmation began while an answer waited")
	}
	first[0].leave()
	if err := confirm.wait(t.Context()); err != nil {
		t.Error("no answer waits any more, and the confirmation does not begin:", err)
	}
}

func TestWaitingInLineEndsWithTheContext(t *testing.T) {
	l := newLine([classes]int{1, 1}, 10, 10)
	all := enterAll(t, l, "ab")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := all[1].wait(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	all[1].leave()
	if err := all[0].wait(t.Context()); err != nil {
		t.Error(err)
	}
	all[0].leave()
	if l.tickets != 0 || l.free != [classes]int{1, 1} || len(l.own) != 0 {
		t.Errorf("something is left: %+v", l)
	}
}
