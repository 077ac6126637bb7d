package templates

import (
	"strconv"
	"strings"

	"happensbefore/course"
)

// The engines, as verdicts name them.
const (
	interpreted = "interpreted"
	compiled    = "compiled"
)

// stage names how far a submission is, for scripts and the style sheet.
func (v VerdictView) stage() string {
	switch {
	case v.isFinal():
		return "final"
	case v.Unconfirmed:
		return "first"
	default:
		return "place"
	}
}

// place is where in line the submission is, in a few words.
func (v VerdictView) place() string {
	switch v.Place {
	case 0:
		return "Being graded"
	case 1:
		return "Next in line"
	default:
		return ordinal(v.Place) + " in line"
	}
}

// source is where the answer comes from: which engine gave it, and how far it
// can be trusted for that.
func (v VerdictView) source() string {
	switch {
	case v.isRun() || v.Verdict == nil:
		return ""
	case v.Unconfirmed:
		return "The interpreter says this. The compiler is confirming it."
	case v.outcome() == course.Ungraded, v.outcome() == course.DidNotCompile:
		return "" // nothing ran, so there is nothing to trust
	case v.Verdict.Engine == compiled:
		return "Compiled, with the race detector."
	case v.Verdict.Engine == interpreted:
		return "Interpreted. The server had no compiler bundle, so no one has confirmed it."
	default:
		return ""
	}
}

// correction is what to say to whoever has read another answer first.
func (v VerdictView) correction() string {
	if v.isRun() || !v.isFinal() {
		return ""
	}
	switch {
	case v.outcome() == course.Ungraded:
		return "The interpreter’s answer could not be confirmed, so it does not count."
	case v.Verdict.Engine != compiled:
		return ""
	case v.outcome() == course.Raced:
		return "The compiler’s race detector found what the interpreter cannot see; the compiler’s answer counts."
	default:
		return "The compiler corrected the interpreter’s answer; the compiler’s counts."
	}
}

// answer is the outcome and which checks passed: two verdicts with the same
// answer agree, whatever else they say.
func answer(v *course.Verdict) string {
	var passed []string
	for _, c := range v.Checks {
		if c.Passed {
			passed = append(passed, c.Test)
		}
	}
	return v.Outcome.String() + ": " + strings.Join(passed, " ")
}

// news is the stage in a sentence, for a screen reader.
func (v VerdictView) news() string {
	switch {
	case v.Verdict == nil:
		return v.place() + "."
	case v.Unconfirmed:
		return "The interpreter says: " + v.headline() + ". Confirming…"
	case v.isRun() || score(v.Verdict) == "":
		return v.headline() + "."
	default:
		return v.headline() + ", " + score(v.Verdict) + "."
	}
}

func ordinal(n int) string {
	end := "th"
	if teens := n % 100; teens < 11 || teens > 13 {
		switch n % 10 {
		case 1:
			end = "st"
		case 2:
			end = "nd"
		case 3:
			end = "rd"
		}
	}
	return strconv.Itoa(n) + end
}
