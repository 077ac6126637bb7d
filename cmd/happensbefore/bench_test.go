package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"happensbefore/course"
	"happensbefore/labs"
	"happensbefore/labs/gotest"
)

// BenchmarkGrading prints, for each lab, three medians from one run: how long a
// worker process takes to grade the lab's first solution, from its start to its
// end, which is what a submission costs a running server; how long the command
// `happensbefore grade` takes, which also starts the whole program and reads
// the labs; and how long `go test` takes for the same checks, with everything
// but the solution in its cache. They take turns, so that other load on the
// machine meets all of them. The program is the one that `make build` leaves.
func BenchmarkGrading(b *testing.B) {
	path, err := filepath.Abs(filepath.Join("..", "..", "bin", "happensbefore"))
	if err != nil {
		b.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		b.Fatalf("%v: make build makes it", err)
	}
	shelf, _ := labs.Load(labs.FS, "labs")
	for _, l := range shelf.Labs() {
		b.Run(l.Slug, func(b *testing.B) {
			lab, err := shelf.Secret(l.Slug)
			if err != nil {
				b.Fatal(err)
			}
			files := lab.Solutions[0].Files
			dir := b.TempDir()
			var args []string
			for _, f := range files {
				name := filepath.Join(dir, f.Name)
				if err := os.WriteFile(name, []byte(f.Source), 0o600); err != nil {
					b.Fatal(err)
				}
				args = append(args, name)
			}
			args = append([]string{"grade", "--json", lab.Slug}, args...)
			module := b.TempDir()
			var commands, workers, tested []time.Duration
			for i := 0; b.Loop(); i++ {
				commands = append(commands, timed(b, func() error {
					out, err := exec.Command(path, args...).Output()
					if err != nil {
						return err
					}
					var v course.Verdict
					if err := json.Unmarshal(out, &v); err != nil {
						return err
					}
					workers = append(workers, v.Elapsed)
					return nil
				}))

				// A comment no other turn has: go test compiles and links the
				// package as it would for a learner's next try.
				turn := slices.Clone(files)
				turn[0].Source += fmt.Sprintf("\n// turn %d of %d\n", i, time.Now().UnixNano())
				m := gotest.Module{Learner: turn, Tests: lab.Hidden, Checks: lab.Checks, Sim: os.DirFS(filepath.Join("..", "..", "sim"))}
				if err := m.Write(module); err != nil {
					b.Fatal(err)
				}
				tested = append(tested, timed(b, func() error { return passes(b, m, module, lab.Checks) }))
			}
			c, w, t := median(commands), median(workers), median(tested)
			b.ReportMetric(float64(c.Microseconds())/1000, "command-ms")
			b.ReportMetric(float64(w.Microseconds())/1000, "worker-ms")
			b.ReportMetric(float64(t.Microseconds())/1000, "gotest-ms")
			b.ReportMetric(float64(c)/float64(t), "command/gotest")
			b.ReportMetric(float64(w)/float64(t), "worker/gotest")
			b.ReportMetric(0, "ns/op")
		})
	}
}

func passes(b *testing.B, m gotest.Module, dir string, checks []course.Check) error {
	results, err := m.Run(b.Context(), dir)
	if err != nil {
		return err
	}
	for _, c := range checks {
		if !results[c.Test].Passed {
			return fmt.Errorf("%s does not pass with go test", c.Test)
		}
	}
	return nil
}

func timed(b *testing.B, f func() error) time.Duration {
	b.Helper()
	begin := time.Now()
	if err := f(); err != nil {
		b.Fatal(err)
	}
	return time.Since(begin)
}

func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}
