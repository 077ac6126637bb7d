package raft

import (
	"flag"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"text/tabwriter"

	"happensbefore/sim"
)

var thorough = flag.Bool("thorough", false, "search for the planted flaws from the first schedule on, and shorten at length")

// Each planted flaw is found, by the property that it breaks first. found is the
// first of the schedules of sample that finds it: it takes so many to find it.
// A run that is not thorough begins there.
var planted = []struct {
	flaw  flaw
	says  string
	found int
}{
	{votesTwice, "votes for two candidates in a term", 3},
	{forgetsVote, "its vote is not on the disk", 351},
	{forgetsTerm, "its term is not on the disk", 2},
	{staysLeader, "a later term does not end its lead", 7},
	{anyLogWins, "does not compare logs", 3},
	{longerLogWins, "compares the lengths of logs only", 528},
	{countsLateVotes, "counts votes of earlier terms", 925},
	{oneTimeout, "all wait alike for an election", 7},
	{neverResets, "heartbeats do not begin the wait anew", 1},
	{countsOlderTerms, "commits an older term's entry by count (figure 8)", 16534},
	{cutsMatching, "an old append cuts what matches", 1},
	{looksAtIndexOnly, "does not compare the term before the entries", 11},
	{commitsBeyond, "commits beyond what the append brought", 26},
	{repliesBeforeSync, "answers before the log is on the disk", 1},
	{keepsTornTail, "writes behind a torn record", 51},
	{appliesAgain, "applies again after a restart", 1},
	{forgetsSessions, "carries out a repeated command again", 1},
	{readsOnItsOwn, "a leader reads without asking the others", 32},
	{answersBeforeCommitment, "answers before the entry is committed", 3},
}

// most is how many schedules a flaw may take to be found.
const most = 20_000

// What shortening a schedule may cost, in simulated events.
const (
	briefly  = 150_000
	atLength = 3_000_000
)

func TestPlantedFlawsAreFound(t *testing.T) {
	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "planted\tschedules\tsteps\tevents\tshortest: steps\tevents\tbroken")
	for _, p := range planted {
		number, effort := p.found, briefly
		if *thorough {
			number, effort = 1, atLength
		}
		out := try(p.flaw, number)
		for ; out.Broken == nil && *thorough && number < most; number++ {
			out = try(p.flaw, number+1)
		}
		if out.Broken == nil {
			t.Errorf("%s: schedule %d does not find it; to learn which one does: make soak SCHEDULES=1", p.says, number)
			continue
		}
		property, _, _ := strings.Cut(out.Broken.Property, ":")
		steps, events, said := shortest(p.flaw, number, effort)
		if steps < 0 || steps > out.Schedule.Len() {
			t.Errorf("%s: the shortest schedule that was found has %d steps, and it was drawn with %d:\n%s", p.says, steps, out.Schedule.Len(), said)
		}
		if *thorough {
			t.Logf("%s\n%s", p.says, said)
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t%s\n", p.says, number, out.Schedule.Len(), out.Events, steps, events, property)
	}
	w.Flush()
	t.Logf("\n%s", &table)
}

// try runs a schedule on a flawed cluster.
func try(f flaw, number int) *sim.Outcome {
	_, s, seed := sample(f, number)
	return sim.Random(&s, seed)
}

var (
	words = regexp.MustCompile(`The shortest schedule that was found, of \d+ tried: (\d+) steps?, (\d+) events?\.`)
	calm  = regexp.MustCompile(`Nothing has to go wrong for it: ()(\d+) events?`)
)

// shortest is how many steps and events the shortest schedule has that a failed
// check tells, and what it says; it is -1 where it tells none.
func shortest(f flaw, number, effort int) (steps, events int, said string) {
	_, s, seed := sample(f, number)
	s.Effort = effort
	c := &check{name: fmt.Sprintf("Test/seed=%d%s", seed, sim.Shortest)}
	sim.Check(c, s)
	said, _, _ = strings.Cut(c.said, sim.TraceMark)
	for _, form := range []*regexp.Regexp{words, calm} {
		if m := form.FindStringSubmatch(said); m != nil {
			steps, _ = strconv.Atoi(m[1]) // nothing is 0 steps
			events, _ = strconv.Atoi(m[2])
			return steps, events, said
		}
	}
	return -1, 0, said
}

// A check is a test that keeps what it is told.
type check struct{ name, said string }

func (c *check) Helper()                           {}
func (c *check) Name() string                      { return c.name }
func (c *check) Logf(format string, args ...any)   { c.said += fmt.Sprintf(format, args...) }
func (c *check) Fatalf(format string, args ...any) { c.said += fmt.Sprintf(format, args...) }
