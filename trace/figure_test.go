package trace

import (
	"strings"
	"testing"
)

const hourly = "nodes: A\n@1h30m0.25s A: late\n@1h30m1.2345678s A: later\n"

func TestWhatHappenedIsOpenOrFolded(t *testing.T) {
	open, folded := Shown(hourly, "x", true), Shown(hourly, "x", false)
	if !strings.HasPrefix(open, `<details class="happened" open>`) || !strings.HasPrefix(folded, `<details class="happened"><summary>`) {
		t.Errorf("open:\n%.80s\nfolded:\n%.80s", open, folded)
	}
	if got := Shown("no trace", "x", true); got != "" {
		t.Errorf("of what is no trace: %q", got)
	}
}

// A reader compares times; nine digits of one are in the way.
func TestTimesAreToldRoughly(t *testing.T) {
	shown := Shown(hourly, "x", true)
	if !strings.Contains(shown, ">1h30m1.2346s<") || !strings.Contains(shown, ">1h30m0.25s<") {
		t.Errorf("the times are not there:\n%s", shown)
	}
	if strings.Contains(shown, ">1h30m1.2345678s<") {
		t.Error("a time is drawn to the last digit")
	}
}
