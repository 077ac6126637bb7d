package process

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"happensbefore/grader/jail"
)

// surveyed is the strongest host that this machine permits.
func surveyed(t *testing.T) *Host {
	t.Helper()
	h, _, err := Survey(t.Context(), Subjects{Worker: Spec{Path: workerPath}, Jailer: jailerPath})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestProgramsRunInTheJailAsOutside(t *testing.T) {
	read, exec, err := Libraries(racePath)
	if err != nil {
		t.Fatal(err)
	}
	programs := map[string]struct {
		path   string
		policy jail.Policy
	}{
		"static": {staticPath, jail.Policy{Kind: jail.Program}},
		"race":   {racePath, jail.Policy{Kind: jail.Program, Read: read, Exec: exec, Env: []string{"GORACE=atexit_sleep_ms=0"}}},
	}
	cases := []struct {
		does   string
		status int
		output string
		errors string // is in them; empty: there are none
	}{
		{"hello", 0, "hello\n", ""},
		{"goroutines", 0, "done\n", ""},
		{"collect", 0, "100\n", ""},
		{"threads", 0, "true\n", ""},
		{"random", 0, "true\n", ""},
		{"preempt", 0, "preempted\n", ""},
		{"exit", 7, "", ""},
		{"panic", 2, "", "panic: on purpose"},
		{"nil", 2, "", "nil pointer dereference"},
		{"deadlock", 2, "", "all goroutines are asleep - deadlock!"},
		{"recursion", 2, "", "stack overflow"},
	}
	hosts := map[string]*Host{"bare": new(Host), "surveyed": surveyed(t)}
	for hostName, host := range hosts {
		for programName, program := range programs {
			for _, c := range cases {
				if programName == "race" && c.does == "deadlock" {
					continue // Go's runtime does not look for one where C is linked in, jailed or not
				}
				if programName == "race" && c.does == "recursion" {
					continue // it takes the detector ten seconds to fill a gigabyte of stack
				}
				t.Run(hostName+" "+programName+" "+c.does, func(t *testing.T) {
					spec := launched(t, program.policy, program.path, c.does)
					spec.Memory = 2 << 30
					e := run(t, host, spec, 20*time.Second)
					if e.Err != nil || e.Status != c.status || string(e.Output) != c.output {
						t.Errorf("%s, want status %d output %q; errors %s %v", e.summary(), c.status, c.output, clip(e.Errors), e.Err)
					}
					if !strings.Contains(e.Errors, c.errors) || c.errors == "" && e.Errors != "" {
						t.Errorf("errors %q, want %q", clip(e.Errors), c.errors)
					}
				})
			}
		}
	}
}

func TestALaunchedProgramHasItsEnvironmentAndNoFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "escaped")
	policy := jail.Policy{Kind: jail.Program, Env: []string{"ONLY=this"}}
	spec := launched(t, policy, staticPath, "environment")
	spec.Env = []string{"SECRET=1", "OTHER=2"}
	if e := run(t, new(Host), spec, 10*time.Second); string(e.Output) != "1 this\n" {
		t.Errorf("environment %q, errors %s", e.Output, clip(e.Errors))
	}
	e := run(t, new(Host), launched(t, policy, staticPath, "files", path), 10*time.Second)
	want := "open " + path + ": operation not permitted\nopen /etc/passwd: operation not permitted\n"
	if string(e.Output) != want {
		t.Errorf("got %q, want %q", e.Output, want)
	}
}

func TestABadPolicyStartsNothing(t *testing.T) {
	for name, spec := range map[string]Spec{
		"unknown kind":    launched(t, jail.Policy{Kind: "guest"}, staticPath, "hello"),
		"no such program": launched(t, jail.Policy{Kind: jail.Program}, "/nowhere", "hello"),
		"no such folder":  launched(t, jail.Policy{Kind: jail.Tool, Read: []string{"/nowhere"}}, staticPath, "hello"),
		"no policy":       {Path: jailerPath, Args: []string{"{", staticPath, "hello"}, Output: 100, Errors: 100},
	} {
		e := run(t, new(Host), spec, 10*time.Second)
		if e.Status != 125 || len(e.Output) > 0 || !strings.HasPrefix(e.Errors, "jailer: ") {
			t.Errorf("%s: %s %s", name, e.summary(), e.Errors)
		}
	}
}

// Go's own tools do their work under the policy made for them, and nothing
// besides: this is what every compiled verdict rests on.
func TestCompileAndLinkRunAsTools(t *testing.T) {
	goroot := goEnv(t, "GOROOT")
	tools := filepath.Join(goroot, "pkg", "tool", runtime.GOOS+"_"+runtime.GOARCH)
	host := surveyed(t)
	uid, gid, _ := host.Owner()
	dir := filepath.Join(filepath.Dir(workerPath), "tools") // a folder that anybody can get to
	archives, work := filepath.Join(dir, "archives"), filepath.Join(dir, "work")
	for _, d := range []string{dir, archives, work} {
		if err := os.Mkdir(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	defer os.RemoveAll(dir)
	list := exec.Command("go", "list", "-race", "-trimpath", "-deps", "-export", "-f", "{{if .Export}}{{.ImportPath}}={{.Export}}{{end}}", "fmt", "sync", "time", "runtime/race", "runtime/cgo")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	var config strings.Builder
	for l := range strings.Lines(string(out)) {
		name, file, _ := strings.Cut(strings.TrimSpace(l), "=")
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		archive := filepath.Join(archives, strings.ReplaceAll(name, "/", "-")+".a")
		write(t, archive, string(content))
		config.WriteString("packagefile " + name + "=" + archive + "\n")
	}
	imports, source := filepath.Join(work, "imports"), filepath.Join(work, "main.go")
	write(t, imports, config.String())
	write(t, source, "package main\n\nimport \"fmt\"\n\nfunc main() { n := 0; go func() { n++ }(); fmt.Println(\"linked\") }\n")
	if err := os.Chown(work, uid, gid); err != nil {
		t.Fatal(err)
	}
	policy := jail.Policy{Kind: jail.Tool, Read: []string{archives}, Write: []string{work}, FileSize: 64 << 20, CPU: 20 * time.Second, Nice: 10, Env: []string{"GOGC=off"}}
	object, program := filepath.Join(work, "main.a"), filepath.Join(work, "program")
	for _, c := range [][]string{
		{filepath.Join(tools, "compile"), "-p", "main", "-race", "-dwarf=false", "-importcfg", imports, "-pack", "-c=2", "-o", object, source},
		// Outside a test, the archives have what gcc's library would give.
		{filepath.Join(tools, "link"), "-race", "-linkmode=internal", "-libgcc=" + libgcc(t, dir), "-buildmode=exe", "-s", "-w", "-importcfg", imports, "-o", program, object},
	} {
		if strings.HasSuffix(c[0], "link") {
			policy.Read = append(policy.Read, filepath.Join(dir, "libgcc.a"))
		}
		spec := launched(t, policy, c[0], c[1:]...)
		spec.Memory = 1 << 30
		if e := run(t, host, spec, time.Minute); e.Status != 0 || e.Err != nil {
			t.Fatalf("%s: %s %s %v", filepath.Base(c[0]), e.summary(), clip(e.Errors), e.Err)
		} else {
			t.Logf("%s: %v, %d MiB", filepath.Base(c[0]), e.Elapsed, e.Peak>>20)
		}
	}
	read, loader, err := Libraries(program)
	if err != nil {
		t.Fatal(err)
	}
	run1 := jail.Policy{Kind: jail.Program, Read: read, Exec: loader, Env: []string{"GORACE=atexit_sleep_ms=0"}}
	if e := run(t, host, launched(t, run1, program), 10*time.Second); string(e.Output) != "linked\n" {
		t.Errorf("the program: %s %s", e.summary(), clip(e.Errors))
	}
	// The compiler may write only where its policy says.
	elsewhere := filepath.Join(dir, "elsewhere.a")
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	e := run(t, host, launched(t, policy, filepath.Join(tools, "compile"), "-p", "main", "-race", "-importcfg", imports, "-o", elsewhere, source), time.Minute)
	if _, err := os.Stat(elsewhere); e.Status == 0 || err == nil {
		t.Errorf("the compiler wrote outside its folder: %s", e.summary())
	}
}

// libgcc is a copy, where the jailed linker may read it, of the one library
// that the race detector needs a function of.
func libgcc(t *testing.T, dir string) string {
	t.Helper()
	out, err := exec.Command("gcc", "-print-libgcc-file-name").Output()
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(strings.TrimSpace(string(out)))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "libgcc.a")
	write(t, path, string(content))
	return path
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func goEnv(t *testing.T, name string) string {
	t.Helper()
	out, err := exec.Command("go", "env", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

func clip(s string) string { return s[:min(len(s), 600)] }

func BenchmarkStart(b *testing.B) {
	h, _, err := Survey(b.Context(), Subjects{Worker: Spec{Path: workerPath}, Jailer: jailerPath})
	if err != nil {
		b.Fatal(err)
	}
	program := jail.Policy{Kind: jail.Program}
	for _, c := range []struct {
		name string
		host *Host
		spec Spec
	}{
		{"program alone", new(Host), Spec{Path: staticPath, Args: []string{"exit"}}},
		{"program as another user", &Host{path: h.path}, Spec{Path: staticPath, Args: []string{"exit"}}},
		{"program in namespaces too", &Host{path: h.path, namespaces: h.namespaces}, Spec{Path: staticPath, Args: []string{"exit"}}},
		{"program in the jail", new(Host), launched(b, program, staticPath, "exit")},
		{"program in the jail with all layers", h, launched(b, program, staticPath, "exit")},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if e := run(b, c.host, c.spec, time.Minute); e.Status != 7 {
					b.Fatal(e.summary(), e.Errors)
				}
			}
		})
	}
}
