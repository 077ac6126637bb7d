package server

import (
	"testing"

	"happensbefore/course"
	"happensbefore/server/contract"
)

// TestTheFakeGraderKeepsTheContract holds the fake that the other tests rely on
// to what the real grader is held to.
func TestTheFakeGraderKeepsTheContract(t *testing.T) {
	st := newSite(t)
	one, _ := st.guest(t)
	other, _ := st.guest(t)
	contract.Test(t, st.grader, contract.Course{
		Lab:   &lamport,
		Right: []course.File{{Name: "clock.go", Source: solvedClock}},
		Wrong: []course.File{{Name: "clock.go", Source: starterClock}},
		One:   one.ID, Other: other.ID,
	})
}
