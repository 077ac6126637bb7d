package compiled

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"happensbefore/course"
	"happensbefore/grader/wire"
	"happensbefore/labs"
)

func everyLab(t testing.TB) []*labs.Lab {
	t.Helper()
	shelf, problems := labs.Load(labs.FS, ".")
	for _, p := range problems {
		t.Error(p)
	}
	var all []*labs.Lab
	for _, l := range shelf.Labs() {
		lab, err := shelf.Secret(l.Slug)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, lab)
	}
	if len(all) == 0 {
		t.Fatal("there are no labs")
	}
	return all
}

// failures are the checks that do not pass, in the lab's order. A check that
// takes the process down has failed; the ones after it run in another.
func failures(t *testing.T, lab *labs.Lab, files []course.File) []string {
	t.Helper()
	var failed []string
	left := lab.Checks
	for len(left) > 0 {
		job := jobOf(files, lab.Hidden, left)
		r := buildAndRun(t, job)
		Explain(r.frames, r.Errors)
		results := map[string]*wire.Result{}
		under := ""
		for _, f := range r.frames {
			switch f.Kind {
			case wire.Started:
				under = f.Test
			case wire.Checked:
				results[f.Test] = f.Result
				under = ""
			case wire.Stopped:
				t.Errorf("stopped: %+v", f)
			}
		}
		if !r.clean() {
			if under == "" {
				t.Fatalf("it died outside every check: %+v\n%s", r.frames, r.Errors)
			}
			t.Logf("%s took the process down: %.300s", under, r.Errors)
			results[under] = &wire.Result{}
		}
		var behind []course.Check
		for _, c := range left {
			result := results[c.Test]
			switch {
			case result == nil:
				behind = append(behind, c)
			case !result.Passed:
				t.Logf("%s: %s: %.200s", c.Test, result.Reason, result.Message)
				failed = append(failed, c.Test)
			}
		}
		left = behind
	}
	return failed
}

// All other wrong solutions are for "happensbefore check", which runs the same
// engine.
func TestSolutionsPassAndAWrongOneOfEachLabFailsItsChecks(t *testing.T) {
	for _, lab := range everyLab(t) {
		for _, s := range lab.Solutions {
			t.Run(lab.Slug+"/solution "+s.Name, func(t *testing.T) {
				if failed := failures(t, lab, s.Files); len(failed) > 0 {
					t.Errorf("it fails %q", failed)
				}
			})
		}
		for _, w := range lab.Wrong[:1] {
			t.Run(lab.Slug+"/wrong "+w.Name, func(t *testing.T) {
				if diff := cmp.Diff(w.Fails, failures(t, lab, w.Files)); diff != "" {
					t.Errorf("checks that fail (-said +found)\n%s", diff)
				}
			})
		}
	}
}

func TestTimes(t *testing.T) {
	for _, lab := range everyLab(t) {
		job := jobOf(lab.Solutions[0].Files, lab.Hidden, lab.Checks)
		job.Files[0].Source = append(job.Files[0].Source, "\n// once more\n"...)
		begin := time.Now()
		b, found, err := toolchain.Build(t.Context(), job, 0)
		if err != nil || len(found) > 0 {
			t.Fatal(found, err)
		}
		cold := time.Since(begin)
		begin = time.Now()
		again, _, err := toolchain.Build(t.Context(), job, 0)
		if err != nil || !again.Cached {
			t.Fatal("not cached", err)
		}
		cached := time.Since(begin)
		again.Close()
		begin = time.Now()
		r, err := start(t.Context(), b, job)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: build %v, cached %v, run %v, of which the process %v, peak %d MB", lab.Slug, cold, cached, time.Since(begin), r.Elapsed, r.Peak>>20)
		b.Close()
	}
}
