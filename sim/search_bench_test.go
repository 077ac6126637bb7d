package sim_test

import (
	"testing"

	"happensbefore/sim"
)

// BenchmarkShortest is what a learner waits for behind a failed check: the
// search from a seed to the shortest schedule, on each protocol of the zoo.
// steps is how short the result is, schedules how many were tried for it.
func BenchmarkShortest(b *testing.B) {
	for _, beast := range zoo {
		b.Run(beast.says, func(b *testing.B) {
			s := beast.system()
			seed := caught(b, &s)
			var f *sim.Found
			tried, spent := 0, 0
			for b.Loop() {
				f, _ = sim.Shorten(&s, seed)
				tried, spent = tried+f.Tried, spent+f.Spent
			}
			b.ReportMetric(float64(f.Schedule.Len()), "steps")
			b.ReportMetric(float64(f.Tried), "schedules")
			b.ReportMetric(float64(tried)/b.Elapsed().Seconds(), "schedules/s")
			b.ReportMetric(float64(spent)/b.Elapsed().Seconds(), "events/s")
		})
	}
}

// BenchmarkExplore is how many schedules a second a systematic search tries,
// where it finds nothing: every single fault, then as many pairs as the effort
// allows.
func BenchmarkExplore(b *testing.B) {
	for _, beast := range zoo {
		if beast.steps == 0 {
			continue
		}
		b.Run(beast.says, func(b *testing.B) {
			s := beast.system()
			s.Must = nil
			tried, spent := 0, 0
			for b.Loop() {
				f := sim.Explore(&s, sim.Bound{Steps: 2, Effort: 50_000})
				tried, spent = tried+f.Tried, spent+f.Spent
			}
			b.ReportMetric(float64(tried)/b.Elapsed().Seconds(), "schedules/s")
			b.ReportMetric(float64(spent)/b.Elapsed().Seconds(), "events/s")
		})
	}
}
