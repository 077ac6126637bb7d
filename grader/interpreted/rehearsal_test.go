package interpreted

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"happensbefore/grader/wire"
)

func TestAJobGetsTheSameFromAWarmEngineAsFromANewOne(t *testing.T) {
	program := func(source string) wire.Job {
		return wire.Job{Files: []wire.File{{Name: "main.go", Source: []byte(source)}}}
	}
	for says, job := range map[string]wire.Job{
		"what the rehearsal had is gone": program("package main\n\nimport \"lab\"\n\nfunc main() { lab.New(1) }\n"),
		"a program that may not run":     program("package main\n\nimport \"os\"\n\nfunc main() { os.Exit(1) }\n"),
		"a program that is not exact":    program("package main\n\nfunc main() { goto end; end: }\n"),
		"a lab that lacks something": {
			Files: []wire.File{{Name: "ledger.go", Source: []byte("package ledger\n\nfunc New() {}\n")}},
			Tests: []wire.File{{Name: "play_test.go", Source: rehearsalTests}},
		},
	} {
		t.Run(says, func(t *testing.T) {
			do := func(e *engine) (frames []wire.Frame) {
				job.Front = true
				if err := e.run(job, func(f wire.Frame) { frames = append(frames, f) }, func() {}); err != nil {
					t.Fatal(err)
				}
				return frames
			}
			fresh, warm := newTestEngine(t), newTestEngine(t)
			if err := warm.warm(); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(do(fresh), do(warm)); diff != "" {
				t.Errorf("(-new +warm)\n%s", diff)
			}
		})
	}
}

func TestARehearsalPrintsNothing(t *testing.T) {
	var printed bytes.Buffer
	e, err := newEngine(&printed)
	if err != nil {
		t.Fatal(err)
	}
	if err := e.warm(); err != nil {
		t.Fatal(err)
	}
	if e.machine == nil || len(e.machine.sources) > 0 || len(e.machine.shown) > 0 || printed.Len() > 0 {
		t.Errorf("the job's machine has %d sources, %q was printed", len(e.machine.sources), printed.String())
	}
}

func newTestEngine(t *testing.T) *engine {
	t.Helper()
	e, err := newEngine(new(bytes.Buffer))
	if err != nil {
		t.Fatal(err)
	}
	return e
}
