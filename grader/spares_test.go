package grader

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"happensbefore/course"
	"happensbefore/grader/process"
	"happensbefore/grader/tally"
	"happensbefore/grader/wire"
)

// keepSpares keeps spares until the test ends.
func keepSpares(t testing.TB, w Worker, places int) *spares {
	t.Helper()
	s := newSpares(w, places, slog.New(slog.NewTextHandler(t.Output(), nil)))
	keepUntilTheEnd(t, s)
	return s
}

func keepUntilTheEnd(t testing.TB, s *spares) {
	ctx, cancel := context.WithCancel(t.Context())
	kept := promised(func() (struct{}, error) { s.keep(ctx); return struct{}{}, nil })
	t.Cleanup(func() {
		cancel()
		<-kept.kept
	})
}

// early are the numbers of this program's children that were started Early.
func early(t *testing.T) []int {
	t.Helper()
	lines, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		t.Fatal(err)
	}
	var found []int
	for _, name := range lines {
		args, _ := os.ReadFile(name) // it may be gone
		if !bytes.HasSuffix(args, []byte("\x00"+wire.Early+"\x00")) {
			continue
		}
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(name)))
		if stat := status(pid, "PPid"); stat == strconv.Itoa(os.Getpid()) {
			found = append(found, pid)
		}
	}
	return found
}

// status is one line of what the kernel says of a process or thread, or empty.
func status[T int | string](task T, name string) string {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%v/status", task))
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, name+":"); ok {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

func doubles(t *testing.T, answer string) (wire.Job, []byte) {
	t.Helper()
	job := newJob(hidden(double(), []course.File{{Name: "double.go", Source: answer}}), double().Checks)
	input, err := json.Marshal(job)
	if err != nil {
		t.Fatal(err)
	}
	return job, input
}

func TestASpareDoesOneJobAndIsNeverSeenAgain(t *testing.T) {
	pool := keepSpares(t, testWorker(), 2)
	job, input := doubles(t, rightAnswer)
	seen := map[int]bool{}
	for range 6 {
		s := <-pool.ready
		pid := s.process.PID()
		if seen[pid] {
			t.Fatalf("process %d gets a second job", pid)
		}
		seen[pid] = true
		// The second job is there to be read, and is not.
		e, err := s.do(t.Context(), budget(job.Limits), append(bytes.Clone(input), input...), func() {})
		if err != nil || !e.Clean {
			t.Fatalf("error %v, ending %+v", err, e)
		}
		ends := 0
		for _, f := range e.Frames {
			if f.Kind == wire.End {
				ends++
			}
		}
		if len(e.Frames) != 2*len(job.Checks)+1 || ends != 1 {
			t.Errorf("frames %+v", e.Frames)
		}
		if err := syscall.Kill(pid, 0); err != syscall.ESRCH {
			t.Errorf("process %d after its job: %v", pid, err)
		}
	}
}

func TestAnIdleSpareIsInTheJailAndDoesNothing(t *testing.T) {
	s := <-keepSpares(t, testWorker(), 1).ready
	defer s.kill()
	pid := s.process.PID()
	time.Sleep(200 * time.Millisecond) // for the thread that made it ready to end
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/[0-9]*", pid))
	if err != nil || len(threads) == 0 {
		t.Fatal(err, threads)
	}
	for _, thread := range threads {
		task := strings.TrimPrefix(thread, "/proc/")
		for name, want := range map[string]string{"Seccomp": "2", "NoNewPrivs": "1", "CapEff": "0000000000000000"} {
			if got := status(task, name); got != want {
				t.Errorf("thread %s: %s is %q, want %q", filepath.Base(task), name, got, want)
			}
		}
		if nice := stat(t, thread)[18]; nice != "0" {
			t.Errorf("thread %s keeps the nice value %s", filepath.Base(task), nice)
		}
	}
	spent := func() (ticks int) {
		for _, field := range stat(t, fmt.Sprintf("/proc/%d", pid))[13:15] {
			n, _ := strconv.Atoi(field)
			ticks += n
		}
		return ticks
	}
	before := spent()
	time.Sleep(500 * time.Millisecond)
	if n := spent() - before; n > 1 {
		t.Errorf("it spent %d ticks of 10 ms in half a second of waiting", n)
	}
	t.Logf("it holds %s, of which its own %s", status(pid, "VmRSS"), status(pid, "RssAnon"))
}

// stat are the fields of the kernel's line about a task, the first at 0.
func stat(t *testing.T, task string) []string {
	t.Helper()
	line, err := os.ReadFile(filepath.Join(task, "stat"))
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(line), ") ")
	return append([]string{"pid", "name"}, strings.Fields(after)...)
}

func TestASpareThatDiedWaitingCostsNobodyAnAnswer(t *testing.T) {
	s := <-keepSpares(t, testWorker(), 1).ready
	syscall.Kill(s.process.PID(), syscall.SIGKILL)
	<-s.ended
	// Nobody has noticed yet.
	pool := &spares{worker: testWorker(), ready: make(chan *spare, 1), log: slog.New(slog.DiscardHandler)}
	pool.ready <- s
	job, _ := doubles(t, rightAnswer)
	e, err := pool.run(t.Context(), job, func() {})
	if err != nil || !e.Clean || len(pool.ready) != 0 {
		t.Errorf("error %v, ending %+v", err, e)
	}
}

func TestSparesThatAreKilledAreReplacedAndNoSubmissionSuffers(t *testing.T) {
	g := newTestGrader(t, nil, nil)
	g.spares.places = 2
	keepUntilTheEnd(t, g.spares)
	stop := make(chan struct{})
	var kills atomic.Int32
	killing := promised(func() (struct{}, error) {
		for {
			select {
			case <-stop:
				return struct{}{}, nil
			case <-time.After(40 * time.Millisecond):
			}
			for _, pid := range early(t) {
				if syscall.Kill(pid, syscall.SIGKILL) == nil {
					kills.Add(1)
				}
				break
			}
		}
	})
	for range 25 {
		v, err := g.Grade(t.Context(), double(), []course.File{{Name: "double.go", Source: rightAnswer}})
		if err != nil || v.Outcome != course.Passed {
			t.Errorf("%s, error %v", v.Outcome, err)
		}
		time.Sleep(10 * time.Millisecond)
	}
	close(stop)
	killing.wait() //nolint:errcheck // it has none
	if kills.Load() == 0 {
		t.Error("none was killed")
	}
	t.Logf("%d were killed", kills.Load())
	select {
	case s := <-g.spares.ready:
		s.kill()
	case <-time.After(30 * time.Second):
		t.Error("there is no new spare")
	}
}

func TestAJobsLimitsHoldInASpareFromTheJobOn(t *testing.T) {
	limits := course.Limits{Wall: 700 * time.Millisecond, Memory: 48 << 20, Output: 100}
	pool := keepSpares(t, testWorker(), 1)
	for name, c := range map[string]struct {
		does string
		want course.Outcome
	}{
		"nothing bad":     {"", course.Passed},
		"too long":        {"for {\n\t}", course.TimedOut},
		"too much output": {"for {\n\t\tfmt.Println(n)\n\t}", course.TooMuchOutput},
		"too much memory": {"for {\n\t\tkept = append(kept, make([]byte, 1<<20))\n\t}", course.OverMemory},
	} {
		t.Run(name, func(t *testing.T) {
			task := hidden(double(), answer("package double\n\nimport \"fmt\"\n\nvar kept [][]byte\n\nvar _ = fmt.Sprint\n\nfunc Double(n int) int {\n\t"+c.does+"\n\treturn 2 * n\n}\n"))
			task.limits = limits
			job := newJob(task, task.checks)
			input, err := json.Marshal(job)
			if err != nil {
				t.Fatal(err)
			}
			s := <-pool.ready
			time.Sleep(limits.Wall) // which does not count yet
			e, err := s.do(t.Context(), budget(job.Limits), input, func() {})
			if err != nil {
				t.Fatal(err)
			}
			sum := tally.New(tally.Interpreted, task.checks)
			if _, err := sum.Add(e); err != nil {
				t.Fatal(err)
			}
			if v := sum.Verdict(limits); v.Outcome != c.want || len(v.Output) > int(limits.Output)+len(" …") && c.want != course.TooMuchOutput {
				t.Errorf("%s: %s, want %s; %d bytes of output", v.Outcome, v.Says, c.want, len(v.Output))
			}
		})
	}
}

func TestAGraderThatStopsLeavesNoSpares(t *testing.T) {
	for name, pause := range map[string]time.Duration{"at once": 0, "while they get ready": 30 * time.Millisecond, "when they are": time.Second} {
		g := newTestGrader(t, nil, newMemory())
		ctx, cancel := context.WithCancel(t.Context())
		served := promised(func() (struct{}, error) { return struct{}{}, g.Serve(ctx) })
		time.Sleep(pause)
		before := len(early(t))
		cancel()
		if _, err := served.wait(); err != nil {
			t.Error(err)
		}
		if left := early(t); len(left) > 0 || pause > 0 && before == 0 {
			t.Errorf("%s: there were %d, and %v are left", name, before, left)
		}
	}
}

func TestAJobThatIsGivenUpEndsItsSpare(t *testing.T) {
	s := <-keepSpares(t, testWorker(), 1).ready
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	job, input := doubles(t, "package double\n\nfunc Double(n int) int {\n\tfor {\n\t}\n}\n")
	if _, err := s.do(ctx, budget(job.Limits), input, func() {}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
	<-s.ended
}

func TestSparesThatCannotBeAreNotTriedWithoutEnd(t *testing.T) {
	var said bytes.Buffer
	s := newSpares(Worker{Host: new(process.Host), Path: "/bin/false"}, 1, slog.New(slog.NewTextHandler(&said, nil)))
	ctx, cancel := context.WithTimeout(t.Context(), 550*time.Millisecond)
	defer cancel()
	s.keep(ctx)
	if n := strings.Count(said.String(), "without a job"); n == 0 || n > 4 { // after 0, 100, 300 and 700 ms
		t.Errorf("%d times in half a second:\n%s", n, said.String())
	}
}

func TestAGraderMayDoWithoutSpares(t *testing.T) {
	for _, c := range []struct{ asked, want int }{{0, 3}, {1, 1}, {-1, 0}} {
		g := New(Config{Workers: 3, Spares: c.asked, Worker: testWorker(), Log: slog.New(slog.DiscardHandler)})
		if g.spares.places != c.want {
			t.Errorf("of %d spares: %d", c.asked, g.spares.places)
		}
	}
}
