package templates

import (
	"fmt"
	"time"

	"happensbefore/course"
)

// A SubmissionPage is one kept submission with its verdict.
type SubmissionPage struct {
	Layout
	Lab        *course.Lab
	Submission *course.Submission
	Place      int // in line while it waits
	Standing   course.Standing
	Drawable   func(trace string) bool // as VerdictView has it
}

func (p SubmissionPage) view() VerdictView {
	return VerdictView{Lab: p.Lab, Verdict: p.Submission.Verdict, Place: p.Place, Submission: p.Submission.ID, Standing: p.Standing, Drawable: p.Drawable}
}

// refresh asks again while the verdict is out, for browsers without JavaScript.
func (p SubmissionPage) refresh() int {
	if p.Submission.Graded() {
		return 0
	}
	return pendingRefresh
}

// pendingRefresh is in seconds: longer than a grading takes, shorter than patience.
const pendingRefresh = 3

// historyLabel is a submission in the words of its outcome.
func historyLabel(s course.Submission) string {
	if !s.Graded() {
		return "being graded"
	}
	v := VerdictView{Verdict: s.Verdict, Submission: s.ID}
	if sc := score(s.Verdict); sc != "" {
		return v.headline() + ", " + sc
	}
	return v.headline()
}

func limitTime(d time.Duration) string { return d.String() }

func limitSize(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<10:
		return fmt.Sprintf("%d KiB", n>>10)
	default:
		return fmt.Sprintf("%d bytes", n)
	}
}
