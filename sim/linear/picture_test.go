package linear_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"happensbefore/sim/linear"
	"happensbefore/trace"
)

func TestPicture(t *testing.T) {
	for says, ops := range map[string]string{
		"a register":    "op C1 @1ms..2ms: write x=3 → ok\nop C2 @3ms..4ms: read x → 0",
		"a swap":        "op C1 @1ms..2ms: cas x 0 to 3 → yes\nop C2 @3ms..4ms: cas 0 to 4 → no\nop C2 @5ms..: read x",
		"a counter":     "op C1 @1ms..2ms: add 2 → ok\nop C2 @3ms..4ms: next → 1",
		"a map":         "op C1 @1ms..2ms: put k=1 → ok\nop C2 @3ms..4ms: delete k → ok\nop C2 @4ms..4ms: get k → 0",
		"a queue":       "op C1 @1ms..2ms: enqueue 1 → ok\nop C2 @3ms..4ms: dequeue → 1",
		"a hostile key": "op C1 @1ms..2ms: write </script><script>=3 → ok\nop C2 @3ms..4ms: read </script><script> → 0",
	} {
		tr, err := trace.Parse(ops + "\n")
		if err != nil {
			t.Fatal(err)
		}
		page, err := linear.Picture(tr)
		if err != nil || !linear.Pictured(tr) {
			t.Errorf("%s: %v", says, err)
			continue
		}
		if n := strings.Count(string(page), "<script"); n != 1 || !strings.Contains(string(page), "write x=3 → ok") && says == "a register" {
			t.Errorf("%s: %d scripts in\n%.300s", says, n, page)
		}
	}
	for says, ops := range map[string]string{
		"what no model knows":   "op C1 @1ms..2ms: withdraw 3 → ok",
		"of two models":         "op C1 @1ms..2ms: write x=3 → ok\nop C1 @3ms..4ms: dequeue → 1",
		"a number that is none": "op C1 @1ms..2ms: write x=y → ok",
		"a result that is none": "op C1 @1ms..2ms: read x → who knows",
	} {
		tr, err := trace.Parse(ops + "\n")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := linear.Picture(tr); !errors.Is(err, linear.ErrUnknown) || linear.Pictured(tr) {
			t.Errorf("%s: %v", says, err)
		}
	}
}

// A hundred writes at once that no order explains are the worst there is.
func TestAPictureIsGivenUpInTime(t *testing.T) {
	var ops strings.Builder
	for i := range 99 {
		fmt.Fprintf(&ops, "op C%d @1ms..2ms: write x=%d → ok\n", i, i+1)
	}
	ops.WriteString("op D @3ms..4ms: read x → 1000\n")
	tr, err := trace.Parse(ops.String())
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if _, err := linear.Picture(tr); err != nil {
		t.Error(err)
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("it took %s", took)
	}
}
