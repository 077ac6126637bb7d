package course

import (
	"testing"
	"time"
)

// A learner who answers on the day that a question is due, through days that
// pass only here.
func TestAMissedQuestionComesBackAfterLongerAndLongerPauses(t *testing.T) {
	start := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	r := Missed(Choice{Chapter: "clocks", Question: "k", At: start})
	var days []int
	for today := 0; today < 200 && !r.Sits(); today++ {
		now := start.Add(time.Duration(today) * day)
		if r.IsDue(now) {
			days = append(days, today)
			r = r.Answered(true, now)
		}
	}
	want := []int{1, 4, 11, 32, 92} // after 1, 3, 7, 21 and 60 days
	if len(days) != len(want) {
		t.Fatalf("asked on the days %v, want %v", days, want)
	}
	for i := range want {
		if days[i] != want[i] {
			t.Fatalf("asked on the days %v, want %v", days, want)
		}
	}
	if r.IsDue(start.Add(10000 * day)) {
		t.Error("what sits is asked again")
	}
}

func TestAQuestionMissedAgainBeginsAnew(t *testing.T) {
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	r := Missed(Choice{At: at})
	for range 3 {
		at = r.Due
		r = r.Answered(true, at)
	}
	if r.Box != 3 || r.Due != at.Add(21*day) {
		t.Fatalf("after three right answers: %+v", r)
	}
	r = r.Answered(false, r.Due)
	if r.Box != 0 || r.Due != at.Add(22*day) {
		t.Errorf("after a miss: %+v, want the first box, due a day later", r)
	}
	if r.IsDue(r.Due.Add(-time.Millisecond)) || !r.IsDue(r.Due) {
		t.Error("it is due from its moment on, and not before")
	}
}
