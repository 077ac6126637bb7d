package grader

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"happensbefore/course"
	"happensbefore/grader/tally"
	"happensbefore/labs"
)

// BenchmarkFirstAnswer prints, for the first solution of each of the course's
// labs, how long it takes from a job to the worker's last word: for a worker
// that is started for the job, and for a spare. They take turns, so that other
// load on the machine meets both, and a turn begins when the next spare is
// ready, so that its getting ready costs neither. The medians are those of this
// machine as it is now; the best turns, of one that has nothing else to do.
func BenchmarkFirstAnswer(b *testing.B) {
	shelf, _ := labs.Load(labs.FS, "labs")
	for _, l := range shelf.Labs() {
		b.Run(l.Slug, func(b *testing.B) {
			lab, err := shelf.Secret(l.Slug)
			if err != nil {
				b.Fatal(err)
			}
			job := newJob(hidden(lab, lab.Solutions[0].Files), lab.Checks)
			input, err := json.Marshal(job)
			if err != nil {
				b.Fatal(err)
			}
			timed := func(do func(accepted func()) (tally.Ending, error)) time.Duration {
				begin := time.Now()
				e, err := do(func() {})
				took := time.Since(begin)
				sum := tally.New(tally.Interpreted, lab.Checks)
				if err == nil {
					_, err = sum.Add(e)
				}
				if v := sum.Verdict(lab.Limits); err != nil || v.Outcome != course.Passed {
					b.Fatalf("%v: %s: %s", err, v.Outcome, v.Says)
				}
				return took
			}
			worker := testWorker()
			pool := keepSpares(b, worker, 1)
			var fresh, spare []time.Duration
			for b.Loop() {
				next := <-pool.ready
				fresh = append(fresh, timed(func(accepted func()) (tally.Ending, error) {
					return report(b.Context(), worker.Host, worker.spec(job.Limits), input, job.Limits.Wall, accepted)
				}))
				spare = append(spare, timed(func(accepted func()) (tally.Ending, error) {
					return next.do(b.Context(), budget(job.Limits), input, accepted)
				}))
			}
			f, s := middle(fresh), middle(spare)
			b.ReportMetric(float64(f.Microseconds())/1000, "fresh-ms")
			b.ReportMetric(float64(s.Microseconds())/1000, "spare-ms")
			b.ReportMetric(float64(s)/float64(f), "spare/fresh")
			b.ReportMetric(float64(slices.Min(fresh).Microseconds())/1000, "fresh-best-ms")
			b.ReportMetric(float64(slices.Min(spare).Microseconds())/1000, "spare-best-ms")
			b.ReportMetric(0, "ns/op")
		})
	}
}

func middle(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}
