package templates

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden holds what a test made to the file of that name in testdata.
func golden(t *testing.T, name string, made any) {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(made); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("%s (-want +got)\n%s", path, diff)
	}
}

// TestWhatAMessageCompares writes the cases that the page's script is held to
// as well.
func TestWhatAMessageCompares(t *testing.T) {
	type answer struct {
		Name    string       `json:"name"`
		Message string       `json:"message"`
		Found   []comparison `json:"found"`
	}
	var answers []answer
	for _, tt := range []struct {
		name, message string
		got, want     string // empty where nothing is to be compared
	}{
		{"a call and its result", `c.Tick() = 3, want 4`, "3", "4"},
		{"after the place of the test", "clock_test.go:12: Receive(7) = 8@A, want 8@B", "8@A", "8@B"},
		{"a line for each of several values", "event 1 on A: got {A:0}, want {A:1}\nevent 2 on A: got {A:0}, want {A:2}", "{A:0}|{A:0}", "{A:1}|{A:2}"},
		{"several calls", "t_test.go:4: f(1) = 2, want 3\n    t_test.go:5: f(2) = 4, want 6", "2|4", "3|6"},
		{"more lines than anybody reads", strings.Repeat("got 1, want 2\n", 30), "1|1|1|1|1|1|1|1", "2|2|2|2|2|2|2|2"},
		{"two lines", "the order is wrong\ngot  [a b c]\nwant [a c b]", "[a b c]", "[a c b]"},
		{"two lines with colons", "  got: \"x\"\n  want: \"y\"\nmore", `"x"`, `"y"`},
		{"one line", "got 3, want 8", "3", "8"},
		{"one line with words between", "entry 3: got {A:1 B:2}, want {A:1 B:3}", "{A:1 B:2}", "{A:1 B:3}"},
		{"a sentence about a stamp", "The first event was stamped 2@A, want 1@A.\nB has not heard from A.", "2@A", "1@A"},
		{"a sentence about a vector time", "It carries {A:3 B:2}, want {A:3 B:2 C:4 D:4}.\nWhat C learnt it passes on.", "{A:3 B:2}", "{A:3 B:2 C:4 D:4}"},
		{"a sentence about three numbers", "It stamped them with the times 1, 1, 2, want 1, 2, 3.\nMend the others first.", "1, 1, 2", "1, 2, 3"},
		{"a sentence about an error", "Wait returned the error <nil>, want context.Canceled.\nNobody is there.", "<nil>", "context.Canceled"},
		{"a sentence about a duration", "Wait returned after 1.2s, want 300ms.\nThe sleep has to end.", "1.2s", "300ms"},
		{"values inside values", "The state is {A:{x:1} B:2}, want {A:{x:2} B:2}.", "{A:{x:1} B:2}", "{A:{x:2} B:2}"},
		{"letters that are not ASCII", "got “Änne → 🙂”, want “Anne → 🙂”", "“Änne → 🙂”", "“Anne → 🙂”"},
		{"a value against nothing", "the time is {}, want {A:1}.", "{}", "{A:1}"},
		{"words that are no value", "Call 1 returned after 3s with the error nil, want at once and nil.", "", ""},
		{"a count in words", "It granted 8 or more, want 5.\nA bucket starts full.", "", ""},
		{"an error in words", "Wait returned the error context deadline exceeded, want context.Canceled.", "", ""},
		{"two values in one sentence", "Allow returned true at 590 ms, want false, and false at 605 ms, want true.", "", ""},
		{"no want at all", "Node A received a message twice.", "", ""},
		{"nothing", "", "", ""},
	} {
		found := compare(tt.message)
		var got, want []string
		for _, c := range found {
			got, want = append(got, joined(c.Got)), append(want, joined(c.Want))
		}
		if strings.Join(got, "|") != tt.got || strings.Join(want, "|") != tt.want {
			t.Errorf("%s: got %q, want %q; expected %q and %q", tt.name, got, want, tt.got, tt.want)
		}
		answers = append(answers, answer{tt.name, tt.message, found})
	}
	golden(t, "compare.json", answers)
}

func joined(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Text)
	}
	return b.String()
}

// marks writes pieces with what differs in brackets.
func marks(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.Differs {
			b.WriteString("‹" + p.Text + "›")
		} else {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func TestTheDifferenceIsMarkedTokenByToken(t *testing.T) {
	long := strings.Repeat("x,", longest)
	for _, tt := range []struct{ name, a, b, got, want string }{
		{"one number", "{A:3 B:2 C:2}", "{A:1 B:2 C:4}", "{A:‹3› B:2 C:‹2›}", "{A:‹1› B:2 C:‹4›}"},
		{"something missing", "{A:3}", "{A:3 B:2}", "{A:3}", "{A:3‹ B:2›}"},
		{"nothing in common", "7", "eight", "‹7›", "‹eight›"},
		{"the same", "7", "7", "7", "7"},
		{"a value against nothing", "", "7", "", "‹7›"},
		{"whole words, not letters", "follower", "follows", "‹follower›", "‹follows›"},
		{"too long to compare", "a " + long + "1", "a y" + long + "2", "a ‹" + long + "1›", "a ‹y" + long + "2›"},
	} {
		c := differences(tt.a, tt.b)
		if got, want := marks(c.Got), marks(c.Want); got != tt.got || want != tt.want {
			t.Errorf("%s: %s and %s, want %s and %s", tt.name, got, want, tt.got, tt.want)
		}
	}
}
