package harness

import (
	"strings"
	"testing"
	"unicode/utf8"

	"happensbefore/grader/wire"
)

func TestWordsAreWhatTheTestLoggedWithoutItsPlaces(t *testing.T) {
	report := strings.Join([]string{
		"--- FAIL: TestClock/seed=3 (0.00s)",
		"    value.go:581: Tick = 4, want 5",
		"        on node A",
		"            in detail",
		"    hidden.go:12: and then some",
		"    --- FAIL: TestClock/seed=3/sub (0.00s)",
		"        value.go:581: inner",
		"            more",
		"--- FAIL: TestClock/seed=4 (0.00s)",
		"    value.go:581: of another seed",
		"FAIL",
		"",
	}, "\n")
	want := "Tick = 4, want 5\non node A\n    in detail\nand then some\ninner\nmore"
	if got := (&transcript{[]byte(report)}).told("TestClock/seed=3").message; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := (&transcript{[]byte(report)}).told("TestClock/seed=5").message; got != "" {
		t.Errorf("words of a seed that did not fail: %q", got)
	}
}

func TestClipKeepsMessagesWithinAFrame(t *testing.T) {
	if got := Clip("short"); got != "short" {
		t.Error(got)
	}
	long := Clip(strings.Repeat("é", wire.MaxMessage))
	if len(long) > wire.MaxMessage || !utf8.ValidString(long) || !strings.HasSuffix(long, "(the rest is cut)") {
		t.Errorf("%d bytes, ends with %q", len(long), long[len(long)-30:])
	}
}
