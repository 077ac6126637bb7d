package tally

import (
	"errors"
	"strings"
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

// failedThenRetold are the frames of a report in which the first check fails
// and is run once more.
func failedThenRetold(trace string) []wire.Frame {
	return []wire.Frame{
		{Kind: wire.Started, Test: "TestOne"}, {Kind: wire.Checked, Test: "TestOne", Result: &wire.Result{Reason: wire.Assertion, Message: "first words", Seed: 7, Failed: 3, Seeds: 10}},
		{Kind: wire.Started, Test: "TestTwo"}, {Kind: wire.Checked, Test: "TestTwo", Result: &wire.Result{Passed: true, Seeds: 1}},
		{Kind: wire.Decided},
		{Kind: wire.Retold, Test: "TestOne", Result: &wire.Result{Message: "two leaders", Trace: trace}},
	}
}

func TestARetellingChangesWordsAndNothingElse(t *testing.T) {
	const drawn = "nodes: A, B\nA: leads\nfail B: leads too\n"
	cases := map[string]struct {
		end     Ending
		message string
		trace   string
	}{
		"a clean end":                 {Ending{Frames: append(failedThenRetold(drawn), wire.Frame{Kind: wire.End}), Clean: true}, "two leaders", drawn},
		"time over meanwhile":         {Ending{Frames: failedThenRetold(drawn), TimedOut: true}, "two leaders", drawn},
		"stopped meanwhile":           {Ending{Frames: append(failedThenRetold(drawn), wire.Frame{Kind: wire.Stopped, Reason: wire.Memory}, wire.Frame{Kind: wire.End}), Clean: true}, "two leaders", drawn},
		"dead before it is retold":    {Ending{Frames: failedThenRetold(drawn)[:5], Stderr: "panic: at the second time\n"}, "first words", ""},
		"a trace that is none":        {Ending{Frames: append(failedThenRetold("nodes: A\nB <- m\n"), wire.Frame{Kind: wire.End}), Clean: true}, "two leaders\n(what happened cannot be drawn: the trace is none)", ""},
		"a trace beyond all measures": {Ending{Frames: append(failedThenRetold("nodes: A\n#"+strings.Repeat("x", wire.MaxTrace)+"\nA: x\n"), wire.Frame{Kind: wire.End}), Clean: true}, "two leaders\n(what happened cannot be drawn: the trace is none)", ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			sum := New(Compiled, []course.Check{{Test: "TestOne", Seeds: 10, Points: 1}, {Test: "TestTwo", Points: 2}})
			over, err := sum.Add(c.end)
			if err != nil || !over {
				t.Fatal(over, err)
			}
			v := sum.Verdict(course.DefaultLimits())
			one := v.Checks[0]
			if v.Outcome != course.Failed || v.Score != 2 || one.Outcome != course.Failed || one.Seed != 7 || one.Failed != 3 || one.Seeds != 10 {
				t.Errorf("the verdict is %s with %d points, the check %+v", v.Outcome, v.Score, one)
			}
			if one.Message != c.message || one.Trace != c.trace {
				t.Errorf("message %q, trace %q", one.Message, one.Trace)
			}
		})
	}
}

func TestNothingIsDecidedBeforeEveryCheckEnds(t *testing.T) {
	for name, frames := range map[string][]wire.Frame{
		"a check is missing": append(failedThenRetold("")[:2:2], wire.Frame{Kind: wire.Decided}),
		"none has failed":    append(passed(), wire.Frame{Kind: wire.Decided}),
		"a pass is retold":   append(passed(), wire.Frame{Kind: wire.Retold, Test: "TestOne", Result: &wire.Result{}}),
	} {
		sum := New(Compiled, []course.Check{{Test: "TestOne", Seeds: 1}, {Test: "TestTwo"}})
		if name == "a check is missing" {
			sum = New(Compiled, []course.Check{{Test: "TestOne", Seeds: 10}, {Test: "TestTwo"}})
		}
		if _, err := sum.Add(Ending{Frames: frames}); !errors.Is(err, ErrReport) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
