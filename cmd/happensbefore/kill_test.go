package main

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	_ "github.com/mattn/go-sqlite3"

	"happensbefore/course"
	"happensbefore/labs"
	"happensbefore/store"
)

var killSeed = flag.Uint64("kill-seed", 0, "seed of the random choices of the test of kills; 0 draws one")

// TestNothingAcceptedIsLostByKills kills the server and all that it starts, at
// random moments and two hundred times over, while learners submit. Every
// submission that was accepted ends with one final verdict, the one that it has
// in peace, and nothing is left behind.
func TestNothingAcceptedIsLostByKills(t *testing.T) {
	seed := *killSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("-kill-seed=%d", seed)
	adopt(t)
	c := newCampaign(t)
	c.start(t)

	const (
		learners = 6
		fewest   = 20 // submissions that are accepted under the kills, on a slow machine too
	)
	// In peace first: so every learner has a cookie, every answer its measure.
	var everybody sync.WaitGroup
	all := make([]*killLearner, learners)
	for n := range all {
		all[n] = newKillLearner(t, c, n, seed)
		everybody.Go(func() {
			for i := n; i < len(c.answers); i += learners {
				all[n].tryInPeace(t, &c.answers[i])
			}
		})
	}
	everybody.Wait()
	if t.Failed() {
		return
	}

	enough, stop := context.WithCancel(t.Context())
	defer func() { // a learner outlives no test that has failed
		stop()
		everybody.Wait()
	}()
	for _, l := range all {
		everybody.Go(func() { l.work(t, enough) })
	}
	k := &killer{random: rand.New(rand.NewPCG(seed, 0)), kills: map[victim]int{}, mine: map[string]int{}} //nolint:gosec // a test's choices
	begin := time.Now()
	for _, kind := range k.schedule() {
		if kind == theServer {
			time.Sleep(time.Duration(k.random.Int64N(int64(victims[kind].after))))
			c.site.kill()
			k.kills[kind]++
			c.start(t)
			continue
		}
		k.strike(t, c.site.cmd.Process.Pid, kind)
	}
	took := time.Since(begin)
	stop()
	everybody.Wait()
	c.awaitVerdicts(t)
	c.checkPages(t)
	noOffspring(t, c.site.cmd.Process.Pid, "of an idle server")
	c.site.stop(t)
	noOffspring(t, 0, "after the server's end")
	c.checkFolders(t)
	c.checkVerdicts(t)

	total := 0
	for kind, plan := range victims {
		if total += k.kills[kind]; k.kills[kind] != plan.count || plan.count < 20 {
			t.Errorf("%d kills of %s, want %d, and 20 at the least", k.kills[kind], kind, plan.count)
		}
	}
	if len(c.accepted) < fewest {
		t.Errorf("only %d submissions were accepted under the kills", len(c.accepted))
	}
	t.Logf("%d kills in %.0f s: %v; %d submissions accepted", total, took.Seconds(), k.kills, len(c.accepted))
}

// A killAnswer is what learners submit, with all that is to come of it.
type killAnswer struct {
	name, lab, file, source string
	outcome                 course.Outcome
	fails                   []string // tests
	seldom                  bool     // it takes seconds

	inPeace course.Verdict
}

// killAnswers are answers to the lab double and to every lab of the course.
func killAnswers(t *testing.T) []killAnswer {
	t.Helper()
	double := func(imports, body string) string {
		return "package double\n\n" + imports + "\nfunc Double(n int) int {\n" + body + "\n}\n"
	}
	both := []string{"TestOne", "TestTwo"}
	list := []killAnswer{
		{name: "right", source: double("", "return 2 * n"), outcome: course.Passed},
		{name: "wrong", source: double("", "return 3 * n"), outcome: course.Failed, fails: both},
		{name: "wrong on some seeds", source: double("", "if n == 2 {\nreturn 5\n}\nreturn 2 * n"), outcome: course.Failed, fails: both[1:]},
		{name: "panics in a goroutine", source: double(`import "time"`, "if n == 1 {\ngo func() { panic(\"lost\") }()\ntime.Sleep(time.Second)\n}\nreturn 2 * n"), outcome: course.Panicked, fails: both[:1]},
		{name: "races", source: double(`import "sync"`, "var wg sync.WaitGroup\nsum := 0\nfor i := 0; i < 2; i++ {\nwg.Add(1)\ngo func() {\ndefer wg.Done()\nsum += n\n}()\n}\nwg.Wait()\nreturn 2 * n"), outcome: course.Raced, fails: both[:1]},
		{name: "does not compile", source: double(`import "os"`, "return 2 * n"), outcome: course.DidNotCompile, fails: both},
		{name: "is right and patient", source: double(`import "time"`, "time.Sleep(100 * time.Millisecond)\nreturn 2 * n"), outcome: course.Passed},
		{name: "prints without end", source: double(`import "fmt"`, "for n == 1 {\nfmt.Println(\"again and again\")\n}\nreturn 2 * n"), outcome: course.TooMuchOutput, fails: both},
		{name: "loops", source: double("", "for n == 2 {\n}\nreturn 2 * n"), outcome: course.TimedOut, fails: both[1:], seldom: true},
	}
	for i := range list {
		list[i].lab, list[i].file = "double", "double.go"
	}
	shelf, _ := labs.Load(labs.FS, "labs")
	for _, l := range shelf.Labs() {
		lab, err := shelf.Secret(l.Slug)
		if err != nil {
			t.Fatal(err)
		}
		if len(lab.Starter) != 1 {
			continue // learners send one file here
		}
		list = append(list,
			killAnswer{name: l.Slug + " right", lab: l.Slug, file: lab.Starter[0].Name, source: lab.Solutions[0].Files[0].Source, outcome: course.Passed},
			killAnswer{name: l.Slug + " wrong", lab: l.Slug, file: lab.Starter[0].Name, source: lab.Wrong[0].Files[0].Source, outcome: course.Failed, fails: slices.Sorted(slices.Values(lab.Wrong[0].Fails))})
	}
	return list
}

// A campaign is a server that is killed over and over, and what it has promised.
type campaign struct {
	data, temp string
	args       []string
	answers    []killAnswer

	mu       sync.Mutex
	site     *site // the one that runs now; written by the test's own goroutine alone
	accepted []*acceptance
}

// An acceptance is the server's word that it has a submission.
type acceptance struct {
	answer *killAnswer
	by     *killLearner
	path   string
	told   string // the final outcome, where the learner heard it between two kills
}

func newCampaign(t *testing.T) *campaign {
	t.Helper()
	toolchain, err := filepath.Abs(toolchainDir)
	if err != nil {
		t.Fatal(err)
	}
	c := &campaign{data: t.TempDir(), temp: t.TempDir(), answers: killAnswers(t)}
	t.Setenv("TMPDIR", c.temp)
	c.args = []string{"--labs", allLabs(t), "--toolchain", toolchain, behindProxy}
	return c
}

// allLabs is a folder with the course's labs and the lab double.
func allLabs(t *testing.T) string {
	t.Helper()
	dir := doubleLab(t)
	if err := os.CopyFS(dir, labs.FS); err != nil {
		t.Fatal(err)
	}
	return dir
}

func (c *campaign) start(t *testing.T) {
	t.Helper()
	s := serveSite(t, c.data, c.args...)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.site = s
}

func (c *campaign) url() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.site.url
}

// A killLearner submits, hears, and sends again what was not answered.
type killLearner struct {
	campaign *campaign
	n        int
	client   *http.Client
	random   *rand.Rand
	sent     int
	mine     []sending
}

// A sending is a form that was accepted, to be sent again.
type sending struct {
	answer      *killAnswer
	source, key string
	path        string
}

func newKillLearner(t *testing.T, c *campaign, n int, seed uint64) *killLearner {
	return &killLearner{campaign: c, n: n, client: c.site.reader(t, n+1).client, random: rand.New(rand.NewPCG(seed, uint64(n)+1))} //nolint:gosec // a test's choices
}

// at is the learner's browser at the server that runs now.
func (l *killLearner) at() *site { return &site{url: l.campaign.url(), client: l.client} }

// tryInPeace keeps the verdict that the answer has without any kill.
func (l *killLearner) tryInPeace(t *testing.T, a *killAnswer) {
	path, err := l.handIn(sending{answer: a, source: a.source, key: fmt.Sprintf("in-peace-%012d", len(l.mine))})
	if err == nil {
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		_, err = l.at().follow(ctx, path)
	}
	if err != nil {
		t.Errorf("%s, in peace: %v", a.name, err)
		return
	}
	kept, err := openKept(t, l.campaign.data)
	if err != nil {
		t.Error(err)
		return
	}
	defer kept.Close()
	a.inPeace = keptVerdict(t, kept, submissionID(t, path))
	if diff := cmp.Diff(a.fails, failing(a.inPeace)); a.inPeace.Outcome != a.outcome || diff != "" {
		t.Errorf("%s, in peace: %s (-want +got failed)\n%s", a.name, a.inPeace.Outcome, diff)
	}
}

// work submits answers until it is enough. What is under way then is seen
// through until it is accepted.
func (l *killLearner) work(t *testing.T, enough context.Context) {
	for enough.Err() == nil {
		if len(l.mine) > 0 && l.random.IntN(4) == 0 {
			// The same once more, graded or not.
			again := l.mine[l.random.IntN(len(l.mine))]
			path, err := l.handIn(again)
			if err != nil || path != again.path {
				t.Errorf("%s sent again: it was %s and is %s, %v", again.answer.name, again.path, path, err)
			}
			continue
		}
		s := l.next()
		var err error
		s.path, err = l.handIn(s)
		if errors.Is(err, errRefused) {
			time.Sleep(time.Duration(l.random.Int64N(int64(hurry))))
			continue // their share of the line is full, and nothing was promised
		}
		if err != nil {
			t.Errorf("%s: %v", s.answer.name, err)
			continue
		}
		l.mine = append(l.mine, s)
		a := &acceptance{answer: s.answer, by: l, path: s.path}
		if l.random.IntN(3) > 0 {
			a.told = l.hear(enough, s.path)
		} else {
			time.Sleep(time.Duration(l.random.Int64N(int64(hurry))))
		}
		l.campaign.mu.Lock()
		l.campaign.accepted = append(l.campaign.accepted, a)
		l.campaign.mu.Unlock()
	}
}

// next is another answer. Most are not like any before, so that there is
// something to compile.
func (l *killLearner) next() sending {
	for {
		a := &l.campaign.answers[l.random.IntN(len(l.campaign.answers))]
		if a.seldom && l.random.IntN(5) > 0 {
			continue
		}
		l.sent++
		s := sending{answer: a, source: a.source, key: fmt.Sprintf("learner-%d-submits-%06d", l.n, l.sent)}
		if l.random.IntN(8) > 0 {
			s.source += fmt.Sprintf("\n// submission %d of learner %d\n", l.sent, l.n)
		}
		return s
	}
}

// errRefused is a server's word that it has not taken a submission.
var errRefused = errors.New("refused for now")

// handIn sends the form until the server says that it has it: killed servers
// do not answer, and new ones are not up at once. Once a form may have been
// taken by a server that died over it, no refusal is the last word.
func (l *killLearner) handIn(s sending) (path string, err error) {
	perhaps := s.path != ""
	for begin := time.Now(); time.Since(begin) < 8*time.Minute; time.Sleep(50 * time.Millisecond) {
		path, err = l.at().submit(s.answer.lab, s.answer.file, s.source, s.key)
		switch {
		case err == nil:
			return path, nil
		case strings.Contains(err.Error(), "status 429"), strings.Contains(err.Error(), "status 503"):
			if !perhaps {
				return "", fmt.Errorf("%w: %w", errRefused, err)
			}
		case strings.Contains(err.Error(), "status 4"):
			return "", err
		default:
			perhaps = true
		}
	}
	return "", fmt.Errorf("not accepted within eight minutes, more than the kills go on for: %w", err)
}

// hurry is how long a learner waits at the most before the next submission: so
// that there is always something to kill, and never so much that it takes
// minutes to grade at the end.
const hurry = 2 * time.Second

// hear is the final outcome, if it comes in time.
func (l *killLearner) hear(enough context.Context, path string) (told string) {
	ctx, cancel := context.WithTimeout(enough, hurry)
	defer cancel()
	for ctx.Err() == nil && told == "" {
		err := l.at().hear(ctx, path, func(event, fragment string) {
			if m := outcomeAttribute.FindStringSubmatch(fragment); event == "final" && m != nil {
				told = m[1]
			}
		})
		if err != nil {
			time.Sleep(50 * time.Millisecond) // killed; the next is soon up
		}
	}
	return told
}

// awaitVerdicts waits until nothing is pending.
func (c *campaign) awaitVerdicts(t *testing.T) {
	t.Helper()
	pending := -1
	for begin := time.Now(); time.Since(begin) < 2*time.Minute; time.Sleep(100 * time.Millisecond) {
		if pending = c.count(t, `select count(*) from submission where verdict is null`); pending == 0 {
			return
		}
	}
	t.Fatalf("%d submissions are still pending", pending)
}

// checkPages wants every learner to be told, and nobody something else than
// before a kill.
func (c *campaign) checkPages(t *testing.T) {
	t.Helper()
	early := 0
	for _, a := range c.accepted {
		now := a.by.at().verdict(t, a.path)
		if a.told != "" {
			early++
			if a.told != now {
				t.Errorf("%s: the learner was told %s, and now %s", a.path, a.told, now)
			}
		}
		if want := strings.ReplaceAll(a.answer.outcome.String(), " ", "-"); now != want {
			t.Errorf("%s, an answer that is %q: the page says %s, want %s", a.path, a.answer.name, now, want)
		}
	}
	t.Logf("%d of %d final verdicts were told between the kills", early, len(c.accepted))
}

// count asks the database itself.
func (c *campaign) count(t *testing.T, query string) (n int) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(c.data, "happensbefore.db")+"?mode=ro&_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow(query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// checkVerdicts holds what was kept against what was promised.
func (c *campaign) checkVerdicts(t *testing.T) {
	t.Helper()
	kept, err := openKept(t, c.data)
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	paths := map[string]bool{}
	for _, a := range c.accepted {
		if paths[a.path] {
			t.Errorf("%s was accepted twice over", a.path)
		}
		paths[a.path] = true
		v := keptVerdict(t, kept, submissionID(t, a.path))
		if diff := cmp.Diff(a.answer.gist(a.answer.inPeace), a.answer.gist(v)); diff != "" {
			t.Errorf("%s, an answer that is %q (-in peace +under kills)\n%s", a.path, a.answer.name, diff)
		}
	}
	if rows, want := c.count(t, `select count(*) from submission`), len(c.accepted)+len(c.answers); rows != want {
		t.Errorf("%d submissions are kept, %d were accepted", rows, want)
	}
	if n := c.count(t, `select count(*) from disagreement`); n > 0 {
		t.Errorf("kills have made %d disagreements of the engines", n)
	}
}

// checkFolders wants nothing of half a grading left.
func (c *campaign) checkFolders(t *testing.T) {
	t.Helper()
	for name := range listing(t, c.temp) {
		t.Errorf("in the temporary folder: %s", name)
	}
	for name := range listing(t, c.data) {
		switch {
		case name == "happensbefore.db", strings.HasPrefix(name, "builds/programs/") && len(filepath.Base(name)) == 64:
		case slices.Contains([]string{"builds", "builds/lock", "builds/builds", "builds/programs"}, name):
		default:
			t.Errorf("in the data folder: %s", name)
		}
	}
}

// gist is what of an answer's verdict does not change from one time to the next.
// Where a race, a loop or memory's end is noticed is a matter of chance, and so is
// which of the goroutines that compete for a shelf comes first.
func (a *killAnswer) gist(v course.Verdict) course.Verdict {
	v.Elapsed, v.Output = 0, ""
	chance := v.Outcome == course.Raced || v.Outcome == course.TimedOut || v.Outcome == course.OverMemory
	if chance {
		v.Says = ""
	}
	if chance || a.lab == "lost-update" {
		v.Checks = slices.Clone(v.Checks)
		for i := range v.Checks {
			v.Checks[i].Message = ""
		}
	}
	return v
}

// failing are the tests that a verdict says failed.
func failing(v course.Verdict) []string {
	failed := map[string]bool{}
	for _, c := range v.Checks {
		if !c.Passed {
			failed[c.Test] = true
		}
	}
	return slices.Sorted(maps.Keys(failed))
}

func openKept(t *testing.T, data string) (*store.Store, error) {
	t.Helper()
	return store.Open(t.Context(), filepath.Join(data, "happensbefore.db"))
}
