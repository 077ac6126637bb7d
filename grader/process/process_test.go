package process

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"happensbefore/grader/jail"
)

// What the tests start, built by TestMain: none with the race detector's own
// limits, save the one that is about it.
var workerPath, jailerPath, staticPath, racePath string

// unprivilegedDir tells the test program, started again as another user, where
// those programs are.
const unprivilegedDir = "PROCESS_TEST_UNPRIVILEGED"

func TestMain(m *testing.M) { os.Exit(withPrograms(m.Run)) }

func withPrograms(run func() int) int {
	dir := os.Getenv(unprivilegedDir)
	builds := dir == ""
	if builds {
		var err error
		if dir, err = os.MkdirTemp("", "process"); err != nil {
			panic(err)
		}
		defer os.RemoveAll(dir)
		if err := os.Chmod(dir, 0o755); err != nil { // other users start what is in it
			panic(err)
		}
	}
	for _, p := range []struct {
		path *string
		name string
		from string
		cgo  string
		args []string
	}{
		{&workerPath, "worker", "happensbefore/cmd/worker", "0", nil},
		{&jailerPath, "jailer", "happensbefore/cmd/jailer", "0", nil},
		{&staticPath, "static", "./testdata/program", "0", nil},
		{&racePath, "race", "./testdata/program", "1", []string{"-race"}},
	} {
		*p.path = filepath.Join(dir, p.name)
		if !builds {
			continue
		}
		build := exec.Command("go", append(append([]string{"build", "-trimpath", "-ldflags", "-s -w", "-o", *p.path}, p.args...), p.from)...)
		build.Env = append(os.Environ(), "CGO_ENABLED="+p.cgo)
		if out, err := build.CombinedOutput(); err != nil {
			panic("these tests build " + p.from + " with the go command: " + err.Error() + "\n" + string(out))
		}
	}
	return run()
}

func run(t testing.TB, h *Host, spec Spec, wall time.Duration) Ending {
	t.Helper()
	p, err := h.Start(t.Context(), spec)
	if err != nil {
		t.Fatal(err)
	}
	p.Begin(wall)
	p.Input().Close()
	return p.Wait()
}

func TestHowAProcessEnds(t *testing.T) {
	tests := map[string]struct {
		does string
		wall time.Duration
		want string
	}{
		"by itself":               {"hello", 10 * time.Second, `status 0 output "hello\n"`},
		"with a status":           {"exit", 10 * time.Second, `status 7 output ""`},
		"at the wall limit":       {"spin", 50 * time.Millisecond, `status -1 killed timed out output ""`},
		"printing without end":    {"flood", 10 * time.Second, `status -1 killed flooded output 1000 bytes`},
		"complaining at length":   {"grumble", 10 * time.Second, `status 0 output "" errors 500 bytes`},
		"with one big allocation": {"one allocation", 30 * time.Second, `status -1 killed over memory output ""`},
		"with many small ones":    {"many allocations", 30 * time.Second, `status -1 killed over memory output ""`},
		"with goroutines' stacks": {"stacks", 30 * time.Second, `status -1 killed over memory output ""`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			e := run(t, new(Host), Spec{Path: staticPath, Args: []string{test.does}, Memory: 128 << 20, Output: 1000, Errors: 500}, test.wall)
			if e.Err != nil {
				t.Fatal(e.Err)
			}
			if got := e.summary(); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
			if e.OverMemory && e.Peak > 256<<20 {
				t.Errorf("it held %d MiB before it was ended", e.Peak>>20)
			}
			if e.TimedOut && e.Elapsed > test.wall+grace {
				t.Errorf("it took %v to end it", e.Elapsed)
			}
		})
	}
}

func TestMemoryOfARaceBuildIsWatchedToo(t *testing.T) {
	for _, does := range []string{"one allocation", "many allocations", "stacks"} {
		e := run(t, new(Host), Spec{Path: racePath, Args: []string{does}, Memory: 512 << 20, Errors: 500}, time.Minute)
		if !e.OverMemory || e.Err != nil {
			t.Errorf("%s: %s %s", does, e.summary(), e.Errors)
		}
		t.Logf("%s: ended at %d MiB after %v", does, e.Peak>>20, e.Elapsed)
	}
}

func (e Ending) summary() string {
	s := "status " + strconv.Itoa(e.Status)
	if e.Signal == syscall.SIGKILL {
		s += " killed"
	}
	for name, is := range map[string]bool{"timed out": e.TimedOut, "flooded": e.Flooded, "over memory": e.OverMemory, "by somebody": e.Killed} {
		if is {
			s += " " + name
		}
	}
	if len(e.Output) > 100 {
		s += fmt.Sprintf(" output %d bytes", len(e.Output))
	} else {
		s += fmt.Sprintf(" output %q", e.Output)
	}
	if len(e.Errors) > 100 {
		s += fmt.Sprintf(" errors %d bytes", len(e.Errors))
	}
	return s
}

func TestAProcessMayBeStartedBeforeItsInput(t *testing.T) {
	p, err := new(Host).Start(t.Context(), Spec{Path: staticPath, Args: []string{"echo"}, Output: 100})
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(60 * time.Millisecond) // longer than the limit, which does not count yet
	p.Begin(50 * time.Millisecond)
	io.WriteString(p.Input(), "late")
	p.Input().Close()
	if e := p.Wait(); string(e.Output) != "late" || e.TimedOut || e.Elapsed > 50*time.Millisecond {
		t.Errorf("%s after %v", e.summary(), e.Elapsed)
	}
}

func TestAProcessStartedBeforeItsJobGetsTheJobsBudget(t *testing.T) {
	tests := map[string]struct {
		does   string
		budget Budget
		want   string
	}{
		"of output": {"echo", Budget{Wall: 10 * time.Second, Output: 5}, `status -1 killed flooded output "hello"`},
		"of memory": {"one allocation", Budget{Wall: 30 * time.Second, Memory: 64 << 20}, `status -1 killed over memory output ""`},
		"of time":   {"spin", Budget{Wall: 50 * time.Millisecond}, `status -1 killed timed out output ""`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p, err := new(Host).Start(t.Context(), Spec{Path: staticPath, Args: []string{test.does}, Memory: 1 << 40})
			if err != nil {
				t.Fatal(err)
			}
			p.BeginWith(test.budget)
			io.WriteString(p.Input(), "hello, world") // it stays open: echo does not end by itself
			if e := p.Wait(); e.summary() != test.want {
				t.Errorf("got %s, want %s", e.summary(), test.want)
			}
		})
	}
}

func TestACancelledProcessIsAnError(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	p, err := new(Host).Start(ctx, Spec{Path: staticPath, Args: []string{"spin"}})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if e := p.Wait(); !errors.Is(e.Err, context.Canceled) || e.TimedOut || e.Killed {
		t.Errorf("%s, error %v", e.summary(), e.Err)
	}
}

func TestAProcessKilledBySomebodyElseIsToldApart(t *testing.T) {
	p, err := new(Host).Start(t.Context(), Spec{Path: staticPath, Args: []string{"spin"}})
	if err != nil {
		t.Fatal(err)
	}
	p.Begin(time.Minute)
	syscall.Kill(p.PID(), syscall.SIGKILL)
	if e := p.Wait(); !e.Killed || e.OverMemory || e.TimedOut || e.Err != nil {
		t.Errorf("%s, error %v", e.summary(), e.Err)
	}
}

func TestProcessorTimeIsALimitOfTime(t *testing.T) {
	policy := jail.Policy{Kind: jail.Program, CPU: time.Second}
	e := run(t, new(Host), launched(t, policy, staticPath, "spin"), time.Minute)
	if !e.TimedOut || e.Killed || e.Err != nil {
		t.Errorf("%s after %v of processor time, error %v", e.summary(), e.CPU, e.Err)
	}
}

func TestFilesArePassedAndClosed(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	p, err := new(Host).Start(t.Context(), Spec{Path: "/bin/sh", Args: []string{"-c", "echo reported >&3"}, Files: []*os.File{w}})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); string(got) != "reported\n" || err != nil {
		t.Errorf("read %q, error %v", got, err)
	}
	p.Wait()
	if err := w.Close(); err == nil {
		t.Error("the parent still held its copy")
	}
}

func TestWhatAProcessLeavesBehindIsKilled(t *testing.T) {
	e := run(t, new(Host), Spec{Path: "/bin/sh", Args: []string{"-c", "sleep 60 & echo $!"}, Output: 100}, time.Minute)
	pid, err := strconv.Atoi(strings.TrimSpace(string(e.Output)))
	if err != nil {
		t.Fatal(err)
	}
	for range 100 {
		if state, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid)); err != nil || strings.Contains(string(state), ") Z ") {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	syscall.Kill(pid, syscall.SIGKILL)
	t.Error("it outlived the process")
}

// The test program is started again, starts a process, and is killed.
func TestAProcessDiesWithItsParent(t *testing.T) {
	const helper = "PROCESS_TEST_PARENT"
	if os.Getenv(helper) != "" {
		p, err := new(Host).Start(context.Background(), Spec{Path: staticPath, Args: []string{"spin"}})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("pid", p.PID())
		time.Sleep(time.Minute)
	}
	self := exec.Command(os.Args[0], "-test.run", "^TestAProcessDiesWithItsParent$")
	self.Env = append(os.Environ(), helper+"=1", unprivilegedDir+"="+filepath.Dir(workerPath))
	out, err := self.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := self.Start(); err != nil {
		t.Fatal(err)
	}
	var pid int
	_, err = fmt.Fscanf(out, "pid %d\n", &pid)
	self.Process.Kill()
	self.Wait()
	if err != nil {
		t.Fatal(err)
	}
	for range 100 {
		if state, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid)); err != nil || strings.Contains(string(state), ") Z ") {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	syscall.Kill(pid, syscall.SIGKILL)
	t.Error("it outlived its parent")
}

func TestAProgramInMemoryStartsAndIsNotInherited(t *testing.T) {
	content, err := os.ReadFile("/bin/ls")
	if err != nil {
		t.Fatal(err)
	}
	image, err := InMemory("ls", content)
	if err != nil {
		t.Fatal(err)
	}
	defer image.Close()
	e := run(t, new(Host), Spec{Image: image, Args: []string{"/proc/self/fd"}, Output: 1000, Errors: 1000}, 10*time.Second)
	// 3 is ls's own, the folder that it lists.
	if want := "0\n1\n2\n3\n"; string(e.Output) != want {
		t.Errorf("open files %q, want %q; %s", e.Output, want, e.Errors)
	}
}

func launched(t testing.TB, policy jail.Policy, program string, args ...string) Spec {
	t.Helper()
	argv, err := policy.Command(program, args...)
	if err != nil {
		t.Fatal(err)
	}
	return Spec{Path: jailerPath, Args: argv, CPU: policy.CPU, Output: 4 << 10, Errors: 16 << 10}
}
