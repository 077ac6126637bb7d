package tally

import (
	"testing"

	"happensbefore/course"
	"happensbefore/grader/wire"
)

// passed are the frames of a report in which both checks pass.
func passed() []wire.Frame {
	result := &wire.Result{Passed: true, Seeds: 1}
	return []wire.Frame{
		{Kind: wire.Started, Test: "TestOne"}, {Kind: wire.Checked, Test: "TestOne", Result: result},
		{Kind: wire.Started, Test: "TestTwo"}, {Kind: wire.Checked, Test: "TestTwo", Result: result},
	}
}

func TestFullPointsAreAPassAndNothingElse(t *testing.T) {
	cases := map[string]struct {
		end  Ending
		want course.Outcome
	}{
		"a clean end":                        {Ending{Frames: append(passed(), wire.Frame{Kind: wire.End}), Clean: true}, course.Passed},
		"time over after the last check":     {Ending{Frames: passed(), TimedOut: true}, course.TimedOut},
		"memory over after the last check":   {Ending{Frames: passed(), OverMemory: true}, course.OverMemory},
		"a panic after the last check":       {Ending{Frames: passed(), Stderr: "panic: left running\n"}, course.Panicked},
		"stopped by itself after the checks": {Ending{Frames: append(passed(), wire.Frame{Kind: wire.Stopped, Reason: wire.Output}, wire.Frame{Kind: wire.End}), Clean: true}, course.TooMuchOutput},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			sum := New(Compiled, []course.Check{{Test: "TestOne", Points: 1}, {Test: "TestTwo", Points: 2}})
			if _, err := sum.Add(c.end); err != nil {
				t.Fatal(err)
			}
			v := sum.Verdict(course.DefaultLimits())
			if v.Outcome != c.want || (v.Score == v.MaxScore) != (c.want == course.Passed) || !v.Checks[0].Passed {
				t.Errorf("%s with %d of %d points, checks %+v; want %s", v.Outcome, v.Score, v.MaxScore, v.Checks, c.want)
			}
		})
	}
}
