package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"happensbefore/course"
	"happensbefore/store"
)

// keepDisagreement leaves a database with one submission of which the
// interpreter said first and the compiler final.
func keepDisagreement(t *testing.T, first, final course.Verdict) (data string, id int64) {
	t.Helper()
	data = t.TempDir()
	kept, err := store.Open(t.Context(), filepath.Join(data, "happensbefore.db"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := kept.CreateSubmission(t.Context(), newGuest(t, kept), "sundial", "key", []course.File{{Name: "sundial.go", Source: "package sundial // \x1b[2J\n"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := kept.KeepDisagreement(t.Context(), s.ID, first, final); err != nil {
		t.Fatal(err)
	}
	if err := kept.Close(); err != nil {
		t.Fatal(err)
	}
	return data, s.ID
}

func TestDisagreementsAreListed(t *testing.T) {
	check := func(test string, o course.Outcome) course.CheckResult {
		return course.CheckResult{Test: test, Outcome: o, Passed: o == course.Passed}
	}
	data, id := keepDisagreement(t,
		course.Verdict{Outcome: course.Passed, Checks: []course.CheckResult{check("TestNoon", course.Passed), check("TestShade", course.Passed)}},
		course.Verdict{Outcome: course.Raced, Checks: []course.CheckResult{check("TestNoon", course.Passed), check("TestShade", course.Raced)}})

	status, stdout, stderr := call(t, "disagreements", "--data", data)
	if status != 0 || !strings.Contains(stdout, "sundial") || !strings.Contains(stdout, "TestShade: passed, raced") || strings.Contains(stdout, "TestNoon") || strings.Contains(stdout, "package sundial") {
		t.Errorf("status %d\n%s%s", status, stdout, stderr)
	}
	if _, stdout, _ = call(t, "disagreements", "--data", data, "--source"); !strings.Contains(stdout, "sundial.go\npackage sundial") || strings.Contains(stdout, "\x1b") {
		t.Errorf("with the source:\n%q", stdout)
	}

	status, stdout, stderr = call(t, "disagreements", "--data", data, "--json", "--source")
	var d difference
	if err := json.Unmarshal([]byte(stdout), &d); status != 0 || err != nil {
		t.Fatalf("status %d: %v\n%s%s", status, err, stdout, stderr)
	}
	if d.Submission != id || d.Interpreted != course.Passed || d.Compiled != course.Raced || len(d.Checks) != 1 || d.Checks[0].Test != "TestShade" || len(d.Files) != 1 || d.At.IsZero() {
		t.Errorf("%+v", d)
	}
}

func TestDisagreementsMakeNoDatabase(t *testing.T) {
	data := t.TempDir()
	if status, _, stderr := call(t, "disagreements", "--data", data); status != statusUsage || !strings.Contains(stderr, "no database") {
		t.Errorf("status %d: %s", status, stderr)
	}
	if left, err := filepath.Glob(filepath.Join(data, "*")); err != nil || len(left) > 0 {
		t.Errorf("it left %v, %v", left, err)
	}
}

func TestNoDisagreementsAreSaidSo(t *testing.T) {
	data := t.TempDir()
	kept, err := store.Open(t.Context(), filepath.Join(data, "happensbefore.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := kept.Close(); err != nil {
		t.Fatal(err)
	}
	if status, stdout, _ := call(t, "disagreements", "--data", data); status != 0 || stdout != "no disagreements\n" {
		t.Errorf("status %d: %s", status, stdout)
	}
}
