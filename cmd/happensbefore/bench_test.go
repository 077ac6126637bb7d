package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"text/tabwriter"
	"time"

	"happensbefore/course"
	"happensbefore/labs"
	"happensbefore/labs/gotest"
	"happensbefore/store"
)

// The benchmarks of submissions measure the program that make build leaves, as
// its learners meet it: over HTTP. They share the machine with what they
// measure.

// builtProgram is what make build makes, and beside it the toolchain.
const builtProgram = "../../bin/happensbefore"

// serveBuilt starts the built program's server on a data folder of its own.
func serveBuilt(b *testing.B, args ...string) (s *site, data string) {
	b.Helper()
	path, err := filepath.Abs(builtProgram)
	if err != nil {
		b.Fatal(err)
	}
	data = b.TempDir()
	cmd := exec.CommandContext(context.WithoutCancel(b.Context()), path, append([]string{"serve", "--addr", "127.0.0.1:0", "--data", data, behindProxy}, args...)...)
	stderr, err := cmd.StderrPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatalf("%v: make build makes it", err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		b.Fatal(err)
	}
	s = &site{cmd: cmd, client: &http.Client{Jar: jar, Timeout: time.Minute}, exited: make(chan error, 1)}
	b.Cleanup(s.kill)
	listening := make(chan string, 1)
	go func() {
		lines := bufio.NewScanner(stderr)
		for lines.Scan() {
			if _, url, ok := strings.Cut(lines.Text(), "msg=serving url="); ok {
				listening <- url
			} else if strings.Contains(lines.Text(), "level=ERROR") {
				fmt.Fprintln(os.Stderr, lines.Text())
			}
		}
		s.exited <- cmd.Wait()
	}()
	select {
	case s.url = <-listening:
	case <-time.After(5 * time.Minute): // a book may be large
		b.Fatal("the server did not listen within 5 minutes")
	}
	return s, data
}

// A benchLab is a lab of the course with an answer that passes.
type benchLab struct {
	*labs.Lab
	file, solution string
}

// benched are the labs that are measured: always the same, so that figures can
// be compared from one year to the next.
var benched = []string{"lamport-clock", "rate-limiter", "vector-clock"}

func benchLabs(b *testing.B) []benchLab {
	b.Helper()
	shelf, problems := labs.Load(labs.FS, "labs")
	if len(problems) > 0 {
		b.Fatal(problems)
	}
	var all []benchLab
	for _, slug := range benched {
		lab, err := shelf.Secret(slug)
		if err != nil {
			b.Fatal(err)
		}
		answer := lab.Solutions[0].Files
		if len(answer) != 1 {
			b.Fatalf("%s: its solution has %d files, and these benchmarks send one", lab.Slug, len(answer))
		}
		all = append(all, benchLab{lab, answer[0].Name, answer[0].Source})
	}
	return all
}

// tries counts the answers, so that no two are the same.
type tries struct{ atomic.Int64 }

// next is the lab's solution as nobody has sent it before, with every line in
// another place: nothing of it can be taken from a cache.
func (n *tries) next(l benchLab) string {
	try := n.Add(1)
	return fmt.Sprintf("// try %d of %d%s\n%s", try, time.Now().UnixNano(), strings.Repeat("\n//", int(try)), l.solution)
}

// comment is the lab's solution with a comment of its own at the end. Neither
// the server nor go test has to compile the lab's tests anew for it.
func (n *tries) comment(l benchLab) string {
	return fmt.Sprintf("%s\n// try %d of %d\n", l.solution, n.Add(1), time.Now().UnixNano())
}

// A learnerWait is how long a learner waited for each answer.
type learnerWait struct{ first, final time.Duration }

// answer submits and hears the events to the final one.
func (s *site) answer(ctx context.Context, l benchLab, source, key string) (learnerWait, error) {
	begin := time.Now()
	path, err := s.submit(l.Slug, l.file, source, key)
	if err != nil {
		return learnerWait{}, err
	}
	seen, err := s.follow(ctx, path)
	if err != nil {
		return learnerWait{}, err
	}
	wait := learnerWait{final: seen["final"].Sub(begin)}
	wait.first = wait.final // where the interpreter had no answer
	if first, ok := seen["first"]; ok {
		wait.first = first.Sub(begin)
	}
	return wait, nil
}

// allPassed stops a server and wants that every submission passed, by the
// engine's word.
func allPassed(b *testing.B, s *site, data, engine string) {
	b.Helper()
	s.stop(b)
	kept, err := store.Open(b.Context(), filepath.Join(data, "happensbefore.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer kept.Close()
	for id := int64(1); ; id++ {
		submission, err := kept.Submission(b.Context(), id)
		if errors.Is(err, course.ErrNotFound) && id > 1 {
			return
		}
		if err != nil {
			b.Fatal(err)
		}
		// A load that is cut off leaves some without a verdict.
		if v := submission.Verdict; v != nil && (v.Outcome != course.Passed || v.Engine != engine) {
			b.Fatalf("submission %d to %s: %s, by the engine %s: %s", id, submission.Lab, v.Outcome, v.Engine, v.Says)
		}
	}
}

// raceExit takes away what the race detector's runtime adds to go test -race:
// it sleeps for a second before a program exits, for reports still under way.
const raceExit = "GORACE=atexit_sleep_ms=0"

// A goTest runs go test on some tests of one lab, in a module folder of its own.
// Its build cache is the user's, and warm.
type goTest struct {
	lab    benchLab
	dir    string
	tests  []course.File
	checks []course.Check
	flags  []string
}

// newGoTest is what a submission is held against.
func newGoTest(b *testing.B, l benchLab) goTest {
	b.Helper()
	g := goTest{l, b.TempDir(), l.Hidden, l.Checks, []string{"-race"}}
	if _, err := g.run(b.Context(), l.solution, raceExit); err != nil { // fills the cache
		b.Fatal(err)
	}
	return g
}

func (g goTest) run(ctx context.Context, source string, env ...string) (time.Duration, error) {
	m := gotest.Module{
		Learner: []course.File{{Name: g.lab.file, Source: source}},
		Tests:   g.tests, Checks: g.checks,
		Root: filepath.Join("..", ".."), Env: env,
	}
	if err := m.Write(g.dir); err != nil {
		return 0, err
	}
	begin := time.Now()
	results, err := m.Run(ctx, g.dir, g.flags...)
	took := time.Since(begin)
	if err != nil {
		return 0, err
	}
	for _, c := range g.checks {
		if !results[c.Test].Passed {
			return 0, fmt.Errorf("%s: %s does not pass with go test %v", g.lab.Slug, c.Test, g.flags)
		}
	}
	return took, nil
}

// percentile is by the nearest rank: the smallest of the list that no fewer
// than p in a hundred are within.
func percentile(list []time.Duration, p float64) time.Duration {
	list = slices.Sorted(slices.Values(list))
	return list[max(int(math.Ceil(p/100*float64(len(list)))), 1)-1]
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.0f", float64(d.Microseconds())/1000)
}

// A benchTable is printed whole, so that nothing comes between its lines.
type benchTable struct {
	text strings.Builder
	rows *tabwriter.Writer
}

func newBenchTable(title string) *benchTable {
	t := &benchTable{}
	fmt.Fprintf(&t.text, "\n\n%s\n%d processors, %s; load of the machine before: %s\n\n", title, runtime.NumCPU(), runtime.Version(), loadAverage())
	t.rows = tabwriter.NewWriter(&t.text, 0, 0, 2, ' ', tabwriter.AlignRight)
	return t
}

// loadAverage is the last minute's: how many processes ran or wanted to.
func loadAverage() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return err.Error()
	}
	minute, _, _ := strings.Cut(string(text), " ")
	return minute
}

func (t *benchTable) row(cells ...any) {
	for _, c := range cells {
		fmt.Fprintf(t.rows, "%v\t", c)
	}
	fmt.Fprintln(t.rows)
}

func (t *benchTable) print() {
	t.rows.Flush() //nolint:errcheck // to memory
	fmt.Println(t.text.String())
}

// together runs n at once and gives the first error of any.
func together(n int, work func(i int) error) error {
	errs := make([]error, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { errs[i] = work(i) })
	}
	wg.Wait()
	return errors.Join(errs...)
}
