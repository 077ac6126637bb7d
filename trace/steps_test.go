package trace

import (
	"fmt"
	"strings"
	"testing"
)

func TestWhatGoesWrongStandsInTheTextAndInTheDrawing(t *testing.T) {
	source := "step: drop A -> B #1\nstep: \"crash B\\nat 20ms\"\nnodes: A, B\nA -> B: m1\nm1 lost\n"
	tr := parse(t, source)
	for _, want := range []string{"What goes wrong:\n- drop A -> B #1\n- crash B at 20ms\n"} {
		if got := tr.Text(); !strings.Contains(got, want) {
			t.Errorf("the text is\n%s\nwithout\n%s", got, want)
		}
	}
	svg := tr.SVG("s")
	for _, want := range []string{">What goes wrong:<", ">drop A -&gt; B #1<", ">crash B at 20ms<"} {
		if !strings.Contains(svg, want) {
			t.Errorf("the drawing does not say %s", want)
		}
	}
	if got := Format(tr); got != source {
		t.Errorf("formatted it is\n%s\nwant\n%s", got, source)
	}
	if _, err := Parse("step:\nnodes: A\nA: x\n"); err == nil || !strings.Contains(err.Error(), "the step is empty") {
		t.Errorf("an empty step: %v", err)
	}
}

func TestALongScheduleIsDrawnInPart(t *testing.T) {
	tr := parse(t, "nodes: A\nA: x\n")
	for i := range 40 {
		tr.Steps = append(tr.Steps, fmt.Sprintf("crash A at %dms", i))
	}
	svg := tr.SVG("s")
	if !strings.Contains(svg, ">and 28 more<") || strings.Contains(svg, "crash A at 12ms") {
		t.Error("the drawing has all of 40 steps")
	}
	if got := tr.Text(); !strings.Contains(got, "- crash A at 39ms\n") {
		t.Errorf("the text has not all of 40 steps:\n%s", got)
	}
}
