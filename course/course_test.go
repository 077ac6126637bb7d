package course

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFilesKeepEveryByteThroughJSON(t *testing.T) {
	want := []File{
		{Name: "clock.go", Source: "package clock\n"},
		{Name: "latin.go", Source: "package latin // caf\xe9\n"},
		{Name: "empty.go"},
	}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got []File
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestTheZeroVerdictIsNoPass(t *testing.T) {
	var v Verdict
	if v.Outcome == Passed || v.Outcome.String() != "ungraded" {
		t.Errorf("the zero verdict is %q", v.Outcome)
	}
}

func TestOutcomesAreStoredByName(t *testing.T) {
	for o := Ungraded; o <= TooMuchOutput; o++ {
		text, err := o.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var back Outcome
		if err := back.UnmarshalText(text); err != nil || back != o {
			t.Errorf("%s came back as %s: %v", o, back, err)
		}
	}
	if _, err := Outcome(200).MarshalText(); err == nil {
		t.Error("an unknown outcome was written")
	}
	var o Outcome
	if err := o.UnmarshalText([]byte("splendid")); err == nil || o == Passed {
		t.Errorf("an unknown outcome was read as %q", o)
	}
}

func TestAProblemIsAPlaceAnEditorCanOpen(t *testing.T) {
	p := Problem{File: "labs/x.md", Line: 7, What: "no title", Mend: "add one"}
	if got := p.String(); got != "labs/x.md:7: no title: add one" {
		t.Error(got)
	}
	if got := (Problem{File: "labs/x.md", What: "no title"}).String(); strings.Contains(got, ":0") {
		t.Error(got)
	}
}

func TestEntriesComeInReadingOrder(t *testing.T) {
	o := Outline{Parts: []Part{
		{Entries: []Entry{{Slug: "a"}}},
		{Title: "One", Entries: []Entry{{Slug: "b", Children: []Entry{{Slug: "c"}}}, {Slug: "d"}}},
	}}
	var got []string
	for e := range o.Entries {
		got = append(got, e.Slug)
	}
	if diff := cmp.Diff([]string{"a", "b", "c", "d"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for e := range o.Entries {
		if e.Slug != "a" {
			t.Error("went on after the first")
		}
		break
	}
}
