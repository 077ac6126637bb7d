package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"happensbefore/server"
)

// withoutLandlock is the environment variable that has the program run as on a
// kernel without Landlock.
const withoutLandlock = "HAPPENSBEFORE_TEST_WITHOUT_LANDLOCK"

// hideLandlock has the kernel say, to this process and all that it starts, that
// it knows no Landlock, as containers do.
func hideLandlock() {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	filter := []unix.SockFilter{
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: 0}, // the call's number
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: unix.SYS_LANDLOCK_CREATE_RULESET, Jf: 1},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ERRNO | uint32(unix.ENOSYS)},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW},
	}
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		panic(err)
	}
	if _, _, errno := unix.RawSyscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&program))); errno != 0 {
		panic(errno)
	}
}

func TestTheJailIsProvenAtTheStart(t *testing.T) {
	s := serveSite(t, t.TempDir(), "--toolchain", toolchainDir)
	jail := s.part(t, "jail", http.StatusOK)
	if !jail.Healthy {
		t.Errorf("the jail is not whole: %+v", jail)
	}
	want := map[string]bool{"limits": true, "seccomp": true, "Landlock": true, "unprivileged user": true}
	for _, l := range jail.Lines {
		if want[l.Name] && !l.Holds {
			t.Errorf("%s: %s", l.Name, l.Says)
		}
		delete(want, l.Name)
	}
	if len(want) > 0 {
		t.Errorf("nothing is said of %v, only %+v", want, jail.Lines)
	}
	if page := s.get(t, "/health", http.StatusOK); !strings.Contains(page, "Landlock") {
		t.Error("the page does not tell the layers")
	}
}

func TestServeRefusesWhereTheKernelDoesNotHoldSubmittedCode(t *testing.T) {
	data := t.TempDir()
	defer forgetScratch(t, data)
	cmd := program(t.Context(), t, "serve", "--addr", "127.0.0.1:0", "--data", data, "--toolchain", toolchainDir)
	cmd.Env = append(cmd.Env, withoutLandlock+"=1")
	out, err := cmd.CombinedOutput()
	exit := &exec.ExitError{}
	if !errors.As(err, &exit) || exit.ExitCode() != statusNo {
		t.Fatalf("%v, want status %d\n%s", err, statusNo, out)
	}
	for _, want := range []string{"Landlock is missing", "compiled program", "it could read /etc/passwd", "nothing is graded", "--dangerously-without-jail"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("it does not say %q:\n%s", want, out)
		}
	}
	if strings.Contains(string(out), "msg=serving") {
		t.Errorf("it served:\n%s", out)
	}
}

func TestWithoutAJailOnlyTheFlagServesAndHealthSaysSo(t *testing.T) {
	t.Setenv(withoutLandlock, "1")
	s := serveSite(t, t.TempDir(), "--toolchain", toolchainDir, "--"+unjailedFlag)
	jail := s.part(t, "jail", http.StatusServiceUnavailable)
	if jail.Healthy || !strings.Contains(jail.Says, "does not hold") {
		t.Errorf("the health of no jail: %+v", jail)
	}
	if !slices.ContainsFunc(jail.Lines, func(l server.Line) bool { return l.Name == "Landlock" && !l.Holds }) {
		t.Errorf("it does not say what is missing: %+v", jail.Lines)
	}
	file, right := labFile(t, "lamport-clock", "solution", "")
	s.get(t, "/labs/lamport-clock", http.StatusOK)
	path, err := s.submit("lamport-clock", file, right, "a-key-of-the-jail-test")
	if err != nil {
		t.Fatal(err)
	}
	if got := s.verdict(t, path); got != "passed" {
		t.Errorf("a right answer: %s", got)
	}
}

// part is a part of the site's health.
func (s *site) part(t *testing.T, name string, status int) server.Part {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"/health", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept", "application/json")
	answer, err := s.client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	var health struct{ Parts []server.Part }
	if err := json.Unmarshal([]byte(read(t, answer, status)), &health); err != nil {
		t.Fatal(err)
	}
	for _, p := range health.Parts {
		if p.Name == name {
			return p
		}
	}
	t.Fatalf("no part %s in %+v", name, health.Parts)
	return server.Part{}
}

// TestNothingRunsAsRoot looks at every process that a server starts for one
// submission, from its first worker to the compiled program's end.
func TestNothingRunsAsRoot(t *testing.T) {
	s := serveSite(t, t.TempDir(), "--toolchain", toolchainDir)
	s.get(t, "/labs/lamport-clock", http.StatusOK)
	users := map[string]map[int]bool{} // of what was seen, by kind
	stop, stopped := make(chan struct{}), make(chan error)
	go func() {
		for {
			select {
			case <-stop:
				stopped <- nil
				return
			case <-time.After(time.Millisecond):
			}
			if err := seen(s.cmd.Process.Pid, users); err != nil {
				stopped <- err
				return
			}
		}
	}()
	file, right := labFile(t, "lamport-clock", "solution", "")
	path, err := s.submit("lamport-clock", file, right+"\nvar slow = spin()\n\nfunc spin() int {\n\tn := 0\n\tfor i := 0; i < 30000000; i++ {\n\t\tn += i\n\t}\n\treturn n\n}\n", "a-key-of-the-user-test")
	if err != nil {
		t.Fatal(err)
	}
	s.verdict(t, path)
	close(stop)
	if err := <-stopped; err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"worker", "compile", "link", "compiled program"} {
		if len(users[kind]) == 0 {
			t.Errorf("no %s was seen, only %v", kind, users)
		}
		if users[kind][0] {
			t.Errorf("a %s ran as root", kind)
		}
	}
	t.Log(users)
}

// seen adds the users of the server's processes.
func seen(server int, users map[string]map[int]bool) error {
	lists, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", server))
	if err != nil {
		return err
	}
	for _, list := range lists {
		text, err := os.ReadFile(list)
		if err != nil {
			continue // that thread has ended
		}
		for pid := range strings.FieldsSeq(string(text)) {
			// In this order: who has begun its program is what it will stay.
			line, err := os.ReadFile("/proc/" + pid + "/cmdline")
			if err != nil || len(line) == 0 {
				continue // it has ended
			}
			uid, err := realUser(pid)
			if err != nil {
				continue
			}
			kind := startedAs(strings.Split(strings.TrimRight(string(line), "\x00"), "\x00"))
			if users[kind] == nil {
				users[kind] = map[int]bool{}
			}
			users[kind][uid] = true
		}
	}
	return nil
}

func realUser(pid string) (int, error) {
	text, err := os.ReadFile("/proc/" + pid + "/status")
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(text)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == "Uid:" {
			return strconv.Atoi(f[1])
		}
	}
	return 0, fmt.Errorf("process %s has no user", pid)
}

// startedAs tells processes apart by how they were started. Between its fork and
// its start a process has the server's arguments.
func startedAs(args []string) string {
	switch name := filepath.Base(args[0]); {
	case len(args) > 1 && args[1] == "serve":
		return "not yet started"
	case len(args) > 1 && args[1] == workerCommand:
		return "worker"
	case name == "compile", name == "link", name == "jailer":
		return name
	case filepath.Base(filepath.Dir(args[0])) == "programs":
		return "compiled program"
	}
	return args[0]
}
