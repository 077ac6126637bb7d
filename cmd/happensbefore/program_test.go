package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"happensbefore/grader/interpreted"
)

// TestMain lets the test binary be the program it tests, worker included: the
// tests start it as a process of its own, as its users do.
func TestMain(m *testing.M) {
	if len(os.Args) >= 2 && os.Args[1] == workerCommand {
		os.Exit(interpreted.Main())
	}
	if os.Getenv(asProgram) != "" {
		if os.Getenv(withoutLandlock) != "" {
			hideLandlock()
		}
		main()
		return
	}
	os.Exit(m.Run())
}

// asProgram is the environment variable that makes the test binary the program.
const asProgram = "HAPPENSBEFORE_TEST_AS_PROGRAM"

// program is the command line of the program with args.
func program(ctx context.Context, t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	return cmd
}

// A site is a running server and one learner's browser without scripts.
type site struct {
	url    string
	cmd    *exec.Cmd
	client *http.Client
	exited chan error
}

// serveSite starts a server on the data folder, at a port of the kernel's
// choice, and waits until it listens.
func serveSite(t testing.TB, data string, args ...string) *site {
	t.Helper()
	cmd := program(context.WithoutCancel(t.Context()), t, append([]string{"serve", "--addr", "127.0.0.1:0", "--data", data}, args...)...)
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	s := &site{cmd: cmd, client: &http.Client{Jar: jar, Timeout: 30 * time.Second}, exited: make(chan error, 1)}
	listening := make(chan string, 1)
	go func() {
		lines := bufio.NewScanner(stderr)
		var log []string
		for lines.Scan() {
			log = append(log, lines.Text())
			if _, after, ok := strings.Cut(lines.Text(), "msg=serving url="); ok {
				listening <- after
			}
		}
		err := cmd.Wait()
		if err != nil {
			err = fmt.Errorf("%w\n%s", err, strings.Join(log, "\n"))
		}
		s.exited <- err
	}()
	select {
	case s.url = <-listening:
	case err := <-s.exited:
		t.Fatalf("the server ended before it listened: %v", err)
	case <-time.After(30 * time.Second):
		t.Fatal("the server did not listen within 30 s")
	}
	t.Cleanup(func() {
		s.kill()
		forgetScratch(t, data)
	})
	return s
}

// forgetScratch removes what a killed server of root's has left outside its
// data folder.
func forgetScratch(t testing.TB, data string) {
	t.Helper()
	dir, err := rootsScratch(data)
	if err == nil {
		err = os.RemoveAll(dir)
	}
	if err != nil {
		t.Error(err)
	}
}

// kill is kill -9, and waits until the process is gone.
func (s *site) kill() {
	if s.exited == nil {
		return
	}
	s.cmd.Process.Kill() //nolint:errcheck // it may be gone already
	<-s.exited
	s.exited = nil
}

// stop asks the server to shut down in order.
func (s *site) stop(t testing.TB) {
	t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-s.exited:
		s.exited = nil
		if err != nil {
			t.Fatalf("shutdown: %v", err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("the server did not shut down within 20 s")
	}
}

// get fetches a page and wants its status.
func (s *site) get(t testing.TB, path string, status int) string {
	t.Helper()
	answer, err := s.client.Get(s.url + path)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, answer, status)
}

func read(t testing.TB, answer *http.Response, status int) string {
	t.Helper()
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode != status {
		t.Fatalf("%s: status %d, want %d: %.2000s", answer.Request.URL, answer.StatusCode, status, body)
	}
	return string(body)
}

// errNotAccepted means that the server did not say it had a submission.
var errNotAccepted = errors.New("not accepted")

// submit hands in one file and returns the submission's path once the server
// has said that it keeps it.
func (s *site) submit(lab, file, source, key string) (string, error) {
	client := *s.client
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	answer, err := client.PostForm(s.url+"/labs/"+lab+"/submissions", url.Values{"file." + file: {source}, "key": {key}})
	if err != nil {
		return "", errors.Join(errNotAccepted, err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusSeeOther {
		body, _ := io.ReadAll(answer.Body)
		return "", fmt.Errorf("%w: status %d: %.500s", errNotAccepted, answer.StatusCode, body)
	}
	return answer.Header.Get("Location"), nil
}

var outcomeAttribute = regexp.MustCompile(`data-outcome="([^"]+)"`)

// verdict waits for a submission's verdict and returns its outcome.
func (s *site) verdict(t testing.TB, path string) string {
	t.Helper()
	for range 10 {
		page := s.get(t, path+"/verdict", http.StatusOK)
		if m := outcomeAttribute.FindStringSubmatch(page); m != nil && m[1] != "pending" && m[1] != "ungraded" {
			return m[1]
		}
	}
	t.Fatalf("%s has no verdict", path)
	return ""
}

// labFile is a lab's file with the role and, where it is not empty, the name.
func labFile(t testing.TB, lab, role, name string) (file, source string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "labs", lab+".md"))
	if err != nil {
		t.Fatal(err)
	}
	pattern := regexp.MustCompile("(?s)```go \\{file=(\\S+) role=" + role + "([^}]*)\\}\n(.*?)\n```")
	for _, m := range pattern.FindAllStringSubmatch(string(text), -1) {
		if name == "" || strings.Contains(m[2], "name="+name) {
			return m[1], m[3] + "\n"
		}
	}
	t.Fatalf("%s.md has no file with role %s and name %q", lab, role, name)
	return "", ""
}
