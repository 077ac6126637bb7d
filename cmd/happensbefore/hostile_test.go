package main

import (
	"context"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"happensbefore/course"
	"happensbefore/grader/hostile"
	"happensbefore/store"
)

var hostileNames = flag.String("hostile", "", "a pattern: only the hostile cases whose names it matches")

// TestHostileAnswersLeaveTheHostAsItWas hands the whole hostile corpus to the
// real server over HTTP, as several learners at once: first to one that
// compiles, then to one that only interprets, so that each answer gets the
// verdicts of both engines. Afterwards the host's files, network, processes and
// memory are as they were.
func TestHostileAnswersLeaveTheHostAsItWas(t *testing.T) {
	cases, err := hostile.Read(os.DirFS(filepath.Join("..", "..", hostile.Dir)))
	if err != nil {
		t.Fatal(err)
	}
	adopt(t)
	host := newHost(t)
	cases = append(cases, host.lures()...)
	wanted, err := regexp.Compile(*hostileNames)
	if err != nil {
		t.Fatal(err)
	}
	cases = slices.DeleteFunc(cases, func(c hostile.Case) bool { return !wanted.MatchString(c.Name) })
	toolchain, err := filepath.Abs(toolchainDir)
	if err != nil {
		t.Fatal(err)
	}
	both := host.hand(t, cases, toolchain)

	// What the front end has refused has had its interpreter's verdict.
	var rest []hostile.Case
	for _, c := range cases {
		if both[c.Name].Engine != interpretedEngine {
			rest = append(rest, c)
		}
	}
	alone := host.hand(t, rest, noToolchain)
	unable := 0
	for _, c := range rest {
		if hostile.Unable(alone[c.Name]) {
			unable++
		}
		if engine := alone[c.Name].Engine; !c.Program && engine != interpretedEngine {
			t.Errorf("%s: without a toolchain its verdict is of %q", c.Name, engine)
		}
	}
	if *hostileNames == "" && unable > len(rest)/3 {
		t.Errorf("the interpreter is unable to run %d of %d: its verdicts are hardly tried", unable, len(rest))
	}
	t.Logf("%d hostile answers and programs, %d of them to the interpreter alone as well, which is unable to run %d", len(cases), len(rest), unable)
}

const interpretedEngine = "interpreted"

// late are the cases that ran out of time and should not have.
func (h *host) late(t *testing.T, cases []hostile.Case, ids []int64) (late []int) {
	t.Helper()
	kept, err := store.Open(t.Context(), filepath.Join(h.data, "happensbefore.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	for i, c := range cases {
		if c.Program || ids[i] == 0 {
			continue
		}
		if v := keptVerdict(t, kept, ids[i]); v.Outcome == course.TimedOut && len(c.Faults(v)) > 0 {
			late = append(late, i)
		}
	}
	return late
}

// hand hands the cases to a server with the toolchain. It returns the verdicts
// on answers, by the case's name, held against what the case allows.
func (h *host) hand(t *testing.T, cases []hostile.Case, toolchain string) map[string]course.Verdict {
	t.Helper()
	begin := time.Now()
	s := h.serve(t, toolchain)
	// More than the server has workers, so that none of those has to wait.
	const learners = 8
	work := make(chan int)
	ids := make([]int64, len(cases)) // of the submissions, 0 where there is none
	var wg sync.WaitGroup
	for n := range learners {
		wg.Go(func() {
			for i := range work {
				// Each answer is somebody else's: a learner's share and pace
				// are not what is tried here.
				who := s.reader(t, n<<16|i+1)
				if cases[i].Program {
					runHostile(t, who, cases[i], toolchain)
				} else {
					ids[i] = submitHostile(t, who, cases[i], i)
				}
			}
		})
	}
	for i := range cases {
		work <- i
	}
	close(work)
	wg.Wait()

	// A busy host may have taken somebody's time: those get it once more, alone.
	late := h.late(t, cases, ids)
	for _, i := range late {
		ids[i] = submitHostile(t, s.reader(t, 2<<20|i), cases[i], i)
	}

	// The server is well, and the next honest answer passes.
	last := s.reader(t, 1<<20)
	id := submitHostile(t, last, hostile.Case{Name: "the next right answer", Source: "package double\n\nfunc Double(n int) int { return 2 * n }\n"}, len(cases))
	s.get(t, "/health", http.StatusOK)
	h.check(t, s)
	s.stop(t)
	noOffspring(t, 0, "after the server's end")

	kept, err := store.Open(t.Context(), filepath.Join(h.data, "happensbefore.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	verdicts, engines := map[string]course.Verdict{}, map[string]int{}
	for i, c := range cases {
		if c.Program || ids[i] == 0 {
			continue
		}
		v := keptVerdict(t, kept, ids[i])
		engines[v.Engine]++
		verdicts[c.Name] = v
		for _, fault := range c.Faults(v) {
			t.Errorf("%s: %s", c.Name, fault)
		}
	}
	if v := keptVerdict(t, kept, id); v.Outcome != course.Passed {
		t.Errorf("the next right answer: %+v", v)
	}
	t.Logf("%d cases in %.0f s, %d of them twice as they ran out of time; verdicts by engine: %v", len(cases), time.Since(begin).Seconds(), len(late), engines)
	return verdicts
}

func keptVerdict(t *testing.T, kept *store.Store, id int64) course.Verdict {
	t.Helper()
	s, err := kept.Submission(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if s.Verdict == nil {
		t.Errorf("submission %d has no verdict", id)
		return course.Verdict{}
	}
	return *s.Verdict
}

// submitHostile hands in an answer, waits for its final verdict, and returns
// the submission's number.
func submitHostile(t *testing.T, s *site, c hostile.Case, n int) int64 {
	path, err := s.submit("double", "double.go", c.Source, fmt.Sprintf("hostile-answer-%04d", n))
	if err != nil {
		t.Errorf("%s: %v", c.Name, err)
		return 0
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	for final := false; !final; {
		err := s.hear(ctx, path, func(event, fragment string) {
			final = event == "final"
			if event != "first" {
				return
			}
			if told := toldOutcome(fragment); !slices.Contains(names(c.Interpreted), told) && c.Interpreted != nil {
				t.Errorf("%s: the first answer is %q, want one of %v", c.Name, told, c.Interpreted)
			}
		})
		if err != nil {
			t.Errorf("%s: %v", c.Name, err)
			break
		}
	}
	return submissionID(t, path)
}

// submissionID is the number that a submission's path ends with.
func submissionID(t *testing.T, path string) int64 {
	t.Helper()
	id, err := strconv.ParseInt(path[strings.LastIndex(path, "/")+1:], 10, 64)
	if err != nil {
		t.Errorf("%s: %v", path, err)
	}
	return id
}

// runHostile runs a program as a chapter's page does. The page speaks of its
// outcome in a word.
func runHostile(t *testing.T, s *site, c hostile.Case, toolchain string) {
	answer, err := s.client.PostForm(s.url+"/run", url.Values{"source": {c.Source}})
	if err != nil {
		t.Errorf("%s: %v", c.Name, err)
		return
	}
	allowed := append(c.Interpreted[:len(c.Interpreted):len(c.Interpreted)], course.Ungraded) // the interpreter may be unable to run it
	if toolchain != noToolchain {
		allowed = slices.Concat(c.Interpreted, c.Compiled) // whoever was first
	}
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Errorf("%s: status %d, %v", c.Name, answer.StatusCode, err)
		return
	}
	if told := toldOutcome(string(page)); !slices.Contains(names(allowed), told) {
		t.Errorf("%s: outcome %q, want one of %v", c.Name, told, allowed)
	}
}

// toldOutcome is the outcome that a page tells: "" is none.
func toldOutcome(page string) string {
	if m := outcomeAttribute.FindStringSubmatch(page); m != nil {
		return m[1]
	}
	return ""
}

// names are outcomes as pages name them.
func names(outcomes []course.Outcome) []string {
	var list []string
	for _, o := range outcomes {
		list = append(list, strings.ReplaceAll(o.String(), " ", "-"))
	}
	return list
}

// A host is what must not change, and the folders in which the server may work.
type host struct {
	root, temp, working, labs string
	data                      string // of the server that runs, or was the last to
	canaries                  string // files that are nobody's business
	before                    map[string]string
	etc                       string // a digest of what every host has
	listener                  net.Listener
	connections               atomic.Int32
}

func newHost(t *testing.T) *host {
	t.Helper()
	h := &host{root: t.TempDir(), labs: doubleLab(t)}
	for _, dir := range []struct {
		path *string
		name string
	}{{&h.temp, "temp"}, {&h.working, "working"}, {&h.canaries, "canaries"}} {
		*dir.path = filepath.Join(h.root, dir.name)
		if err := os.Mkdir(*dir.path, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"diary.txt", ".ssh", "database.db"} {
		if err := os.WriteFile(filepath.Join(h.canaries, name), []byte("a secret of the host: "+name), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	h.before = listing(t, h.canaries)
	h.etc = digest(t, "/etc/passwd", "/etc/hosts", "/etc/group")
	var err error
	if h.listener, err = new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.listener.Close() })
	go func() {
		for {
			c, err := h.listener.Accept()
			if err != nil {
				return
			}
			h.connections.Add(1)
			c.Close()
		}
	}()
	return h
}

// lures are cases that know where this host's canaries and its listener are.
func (h *host) lures() []hostile.Case {
	body := func(imports, statements string) string {
		return "package double\n\nimport " + imports + "\n\nfunc Double(n int) int {\n\t" + statements + "\n\treturn 2 * n\n}\n"
	}
	refused := []course.Outcome{course.DidNotCompile}
	passes := []course.Outcome{course.Passed}
	diary := strconv.Quote(filepath.Join(h.canaries, "diary.txt"))
	return []hostile.Case{
		{Name: "lure_read", Source: body(`"os"`, "b, _ := os.ReadFile("+diary+"); panic(string(b))"), Interpreted: refused, Compiled: refused},
		{Name: "lure_write", Source: body(`"os"`, "os.WriteFile("+diary+", nil, 0)"), Interpreted: refused, Compiled: refused},
		{Name: "lure_dial", Source: body(`"net"`, "net.Dial(\"tcp\", "+strconv.Quote(h.listener.Addr().String())+")"), Interpreted: refused, Compiled: refused},
		{Name: "lure_zone", Source: body(`"time"`, "if _, err := time.LoadLocation("+diary+"); err == nil { panic(\"read\") }"), Interpreted: passes, Compiled: passes},
	}
}

// serve starts the server with folders of its own and nothing else.
func (h *host) serve(t *testing.T, toolchain string) *site {
	t.Helper()
	var err error
	if h.data, err = os.MkdirTemp(h.root, "data"); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(h.data, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", h.temp)
	t.Chdir(h.working)
	return serveSite(t, h.data, "--labs", h.labs, "--toolchain", toolchain, behindProxy)
}

// The most that the server's own process may hold, and may ever have held.
const (
	maxServerNow  = 256 << 20
	maxServerEver = 512 << 20
)

// check looks at everything once the server has nothing to do.
func (h *host) check(t *testing.T, s *site) {
	t.Helper()
	if diff := cmp.Diff(h.before, listing(t, h.canaries)); diff != "" {
		t.Errorf("the canaries (-before +after)\n%s", diff)
	}
	if h.etc != digest(t, "/etc/passwd", "/etc/hosts", "/etc/group") {
		t.Error("the host's own files have changed")
	}
	if left := listing(t, h.working); len(left) > 0 {
		t.Errorf("in the server's working folder: %v", left)
	}
	for name := range listing(t, h.data) {
		if !strings.HasPrefix(name, "happensbefore.db") && name != "builds" && !strings.HasPrefix(name, "builds/") {
			t.Errorf("in the data folder: %s", name)
		}
	}
	if _, err := os.Stat("/tmp/happensbefore-was-here"); err == nil {
		t.Error("a submission has written a file")
	}
	if n := h.connections.Load(); n > 0 {
		t.Errorf("%d connections to the listener", n)
	}

	noOffspring(t, s.cmd.Process.Pid, "of an idle server")
	now, ever := memory(t, s.cmd.Process.Pid)
	t.Logf("the server holds %d MiB, and held %d MiB at the most", now>>20, ever>>20)
	if now > maxServerNow || ever > maxServerEver {
		t.Errorf("the server holds %d MiB and held %d MiB", now>>20, ever>>20)
	}
	var size int64
	for _, dir := range []string{h.temp, h.data} {
		for name := range listing(t, dir) {
			if info, err := os.Stat(filepath.Join(dir, name)); err == nil && !info.IsDir() {
				size += info.Size()
			}
		}
	}
	t.Logf("the server's folders hold %d MiB", size>>20)
	if size > 1<<30 {
		t.Errorf("the server's folders hold %d MiB", size>>20)
	}
}

// memory is what a process holds in RAM and the most it ever held, in bytes.
func memory(t testing.TB, pid int) (now, ever int64) {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		key, value, _ := strings.Cut(line, ":")
		kib, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
		switch key {
		case "VmRSS":
			now = kib << 10
		case "VmHWM":
			ever = kib << 10
		}
	}
	if now == 0 || ever == 0 {
		t.Fatalf("no memory in\n%s", text)
	}
	return now, ever
}

// listing is every file below dir with its size, mode, time and content.
func listing(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		files[name] = fmt.Sprint(info.Mode(), info.Size(), info.ModTime().UnixNano())
		if info.Mode().IsRegular() {
			files[name] += digest(t, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func digest(t *testing.T, paths ...string) string {
	t.Helper()
	sum := sha256.New()
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		sum.Write(text)
	}
	return fmt.Sprintf(" %x", sum.Sum(nil))
}
