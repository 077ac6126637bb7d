package process

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"happensbefore/grader/jail"
)

func TestTheJailHoldsOnThisHost(t *testing.T) {
	h, r, err := Survey(t.Context(), Subjects{Worker: Spec{Path: workerPath}, Jailer: jailerPath, Reach: []string{staticPath}})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%v\n%s", r.Elapsed, strings.Join(r.Lines(), "\n"))
	if !r.Holds() || !r.Interpreted() || !r.Compiled() {
		t.Errorf("the jail has a hole:\n%s", strings.Join(r.Lines(), "\n"))
	}
	if uid, _, _ := h.Owner(); r.worker.User != uid || r.program.User != uid {
		t.Errorf("the probes were users %d and %d, want %d", r.worker.User, r.program.User, uid)
	}
	if r.Elapsed > probeWall { // usual are 50 ms on an idle machine; nothing may wait for a limit
		t.Errorf("the survey took %v", r.Elapsed)
	}
	if _, _, other := h.Owner(); os.Getuid() == 0 && !other {
		t.Error("processes run as root, although all they need can be reached by anybody")
	}
}

// Without a privilege, as in a container that runs as its own user.
func TestTheJailHoldsForAnUnprivilegedServer(t *testing.T) {
	if os.Getenv(unprivilegedDir) != "" {
		return // this is that server already: the other tests ran
	}
	if os.Getuid() != 0 {
		t.Log("these tests run unprivileged already")
		return
	}
	self, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Dir(workerPath)
	program := filepath.Join(dir, "process.test")
	if err := os.WriteFile(program, self, 0o755); err != nil {
		t.Fatal(err)
	}
	again := exec.Command(program, "-test.run", "TheJailHolds|LayerAlone|ProgramsRun|HowAProcessEnds|DiesWithItsParent|InMemory")
	again.Dir = dir
	again.Env = []string{unprivilegedDir + "=" + dir, "TMPDIR=/tmp"}
	again.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 12345, Gid: 12345}}
	if out, err := again.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestWhatCannotBeReachedKeepsTheServersUser(t *testing.T) {
	if os.Getuid() != 0 {
		t.Log("only root can become another user")
		return
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	image, err := OpenImage(workerPath)
	if err != nil {
		t.Fatal(err)
	}
	defer image.Close()
	for name, c := range map[string]struct {
		worker Spec
		user   int // a worker's
	}{
		"a worker started by its path":   {Spec{Path: workerPath}, 0},
		"a worker started from an image": {Spec{Image: image}, nobody},
	} {
		h, r, err := Survey(t.Context(), Subjects{Worker: c.worker, Jailer: jailerPath, Reach: []string{dir}})
		if err != nil {
			t.Fatal(err)
		}
		if _, _, other := h.Owner(); other {
			t.Errorf("%s: programs would not reach what they need", name)
		}
		if r.worker.User != c.user || r.program.User != 0 {
			t.Errorf("%s: the probes were users %d and %d, want %d and root", name, r.worker.User, r.program.User, c.user)
		}
		if !r.Holds() || r.layer(userLayer) {
			t.Errorf("%s: it is to hold, as root:\n%s", name, strings.Join(r.Lines(), "\n"))
		}
	}
}

// A worker with C in it cannot give up what belongs to threads in a PID
// namespace of its own; it gets all the others.
func TestAWorkerWithCInItEntersTheJailToo(t *testing.T) {
	if os.Getuid() != 0 {
		t.Log("only root can give namespaces")
		return
	}
	path := filepath.Join(filepath.Dir(workerPath), "worker-with-c")
	build := exec.Command("go", "build", "-o", path, "./testdata/cworker")
	build.Env = append(os.Environ(), "CGO_ENABLED=1")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	h, r, err := Survey(t.Context(), Subjects{Worker: Spec{Path: path}})
	if err != nil {
		t.Fatal(err)
	}
	if !r.Holds() || !r.layer("namespaces") {
		t.Errorf("the jail has a hole:\n%s", strings.Join(r.Lines(), "\n"))
	}
	if h.namespaces != namespaces&^syscall.CLONE_NEWPID {
		t.Errorf("namespaces %#x", h.namespaces)
	}
	h.namespaces = namespaces
	if _, err := h.probe(t.Context(), Spec{Path: path, Args: []string{jail.ProbeWorker}}, jail.Bait{}); err == nil || !strings.Contains(err.Error(), "looks for its threads") {
		t.Errorf("in a PID namespace: %v, want a reason", err)
	}
}

// The probes prove something only if the same attempts succeed outside.
func TestUnjailedEveryAttemptSucceeds(t *testing.T) {
	if os.Getuid() != 0 {
		t.Fatal("this test needs root: it mounts, traces and loads into the kernel")
	}
	f := findings(t, jail.ProbeHere, false)
	for _, a := range f.Attempts {
		if a.Denied {
			t.Errorf("%s: %s", a.Name, a.Said)
		}
	}
	if (Report{worker: f}).Interpreted() || held(f) || held(jail.Findings{}) {
		t.Error("a report would say that this holds")
	}
}

func TestEachLayerAloneDeniesWhatIsItsOwn(t *testing.T) {
	const seccomp, landlock = 1, 2
	want := map[string]int{
		"read /etc/passwd":                       seccomp | landlock,
		"read a file of the server's":            seccomp | landlock,
		"write a file":                           seccomp | landlock,
		"list the processes in /proc":            seccomp | landlock,
		"read the server's environment in /proc": seccomp | landlock,
		"open a device":                          seccomp | landlock,
		"open a TCP connection":                  seccomp | landlock,
		"send a datagram":                        seccomp,
		"connect to a unix socket":               seccomp,
		"start another program":                  seccomp | landlock,
		"start a process":                        seccomp,
		"start a process the new way":            seccomp,
		"signal the server":                      seccomp | landlock,
		"read the server's memory":               seccomp | landlock,
		"leave its namespaces":                   seccomp,
		"change its user":                        seccomp,
		"make a program in memory":               seccomp,
		"set up an io_uring":                     seccomp,
		"open a userfaultfd":                     seccomp,
		"make new code":                          seccomp,
	}
	if jail.LandlockABI() < 6 {
		t.Fatal("this test needs Landlock's ABI 6, Linux 6.12")
	}
	got := map[string]int{}
	for mode, layer := range map[string]int{jail.ProbeSeccomp: seccomp, jail.ProbeLandlock: landlock} {
		for _, a := range findings(t, mode, true).Attempts {
			if _, listed := want[a.Name]; listed && a.Denied {
				got[a.Name] |= layer
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("denied by seccomp (1), by Landlock (2) (-want +got):\n%s", diff)
	}
}

func TestAReportWithoutLandlockSaysWhichEngineHolds(t *testing.T) {
	tried := jail.Findings{Attempts: []jail.Attempt{{Name: jail.Passwd, Denied: true}}}
	r := Report{Layers: []Layer{{Name: seccompLayer, Holds: true}, {Name: landlockLayer}}, compiled: true, worker: tried, program: tried}
	if r.Holds() || !r.Interpreted() || r.Compiled() {
		t.Errorf("holds %v, interpreted %v, compiled %v", r.Holds(), r.Interpreted(), r.Compiled())
	}
}

// findings are those of a worker that this host adds nothing to.
func findings(t *testing.T, mode string, gentle bool) jail.Findings {
	t.Helper()
	b, err := newBait()
	if err != nil {
		t.Fatal(err)
	}
	defer b.close()
	b.Gentle = gentle
	f, err := new(Host).probe(t.Context(), Spec{Path: workerPath, Args: []string{mode}, Env: []string{"SECRET=1"}}, b.Bait)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Attempts) < 15 || !slices.ContainsFunc(f.Attempts, func(a jail.Attempt) bool { return a.Name == jail.Passwd }) {
		t.Fatalf("only %d attempts", len(f.Attempts))
	}
	return f
}
