package compiled

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"

	"happensbefore/course"
	"happensbefore/grader/process"
	"happensbefore/grader/wire"
)

// toolchain is what all tests build with.
var toolchain *Toolchain

const bundleDir = "../../bin/toolchain"

func TestMain(m *testing.M) { os.Exit(withToolchain(m.Run)) }

func withToolchain(run func() int) int {
	scratch, err := os.MkdirTemp("", "compiled")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(scratch)
	toolchain, err = Open(Config{Dir: bundleDir, Scratch: scratch, Host: new(process.Host)})
	if err != nil {
		fmt.Fprintf(os.Stderr, "%v\nThese tests need the toolchain bundle. Make it with: make toolchain\n", err)
		return 1
	}
	defer toolchain.Close()
	return run()
}

var limits = wire.Limits{Wall: 10 * time.Second, Memory: 256 << 20, Output: 64 << 10}

func jobOf(files, tests []course.File, checks []course.Check) wire.Job {
	job := wire.Job{Limits: limits}
	for _, f := range files {
		job.Files = append(job.Files, wire.File{Name: f.Name, Source: []byte(f.Source)})
	}
	for _, f := range tests {
		job.Tests = append(job.Tests, wire.File{Name: f.Name, Source: []byte(f.Source)})
	}
	for _, c := range checks {
		job.Checks = append(job.Checks, wire.Check{Test: c.Test, Seeds: max(c.Seeds, 1)})
	}
	return job
}

// A run is how a program ended.
type run struct {
	process.Ending
	frames []wire.Frame
}

// start runs a job's binary as the grader does.
func start(ctx context.Context, b *Binary, job wire.Job) (run, error) {
	spec, err := b.Spec(job, 0)
	if err != nil {
		return run{}, err
	}
	r, w, err := os.Pipe()
	if err != nil {
		return run{}, err
	}
	defer r.Close()
	spec.Files = []*os.File{w}
	p, err := new(process.Host).Start(ctx, spec)
	if err != nil {
		return run{}, err
	}
	p.Begin(job.Limits.Wall)
	p.Input().Close()
	var all run
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var f wire.Frame
		if err := json.Unmarshal(lines.Bytes(), &f); err != nil {
			return run{}, fmt.Errorf("%w in %q", err, lines.Text())
		}
		all.frames = append(all.frames, f)
	}
	all.Ending = p.Wait()
	return all, all.Err
}

// buildAndRun is for jobs that build.
func buildAndRun(t testing.TB, job wire.Job) run {
	t.Helper()
	b, found, err := toolchain.Build(t.Context(), job, 0)
	if err != nil || len(found) > 0 {
		t.Fatal(found, err)
	}
	defer b.Close()
	r, err := start(t.Context(), b, job)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// passes says whether a report passes: every check exactly once, then End, and
// a clean exit.
func (r run) passes(job wire.Job) bool {
	passed := map[string]int{}
	for _, f := range r.frames {
		if f.Kind == wire.Stopped {
			return false
		}
		if f.Kind == wire.Checked && f.Result.Passed {
			passed[f.Test]++
		}
	}
	for _, c := range job.Checks {
		if passed[c.Test] != 1 {
			return false
		}
	}
	return r.clean()
}

func (r run) clean() bool {
	return r.Status == 0 && len(r.frames) > 0 && r.frames[len(r.frames)-1].Kind == wire.End
}
