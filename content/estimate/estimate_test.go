package estimate

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

var update = flag.Bool("update", false, "write the golden files anew")

const shortener = `title: A short link
New links | new = 2,000,000 links/day
Reads for each | ratio = 100 reads/link | over its whole life
Peak over average | peak = 3
Kept | life = 5 years
Size of one | size = 500 bytes/link
Reads at the peak | reads: new * ratio * peak in reads/s
Stored in the end | stored: new * life * size in TB
Disk of a machine | disk = 2 TB/machine
Machines | machines: ceil(stored / disk) in machines
Share of a machine that is free | free: 1 - stored / (machines * disk) in %
`

// value is what a calculator shows for a line.
func value(t *testing.T, source, name string) string {
	t.Helper()
	s, err := Parse(source)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range s.lines {
		if l.name == name {
			return strings.ReplaceAll(l.shown(), "\u00a0", " ")
		}
	}
	t.Fatalf("no line is named %q", name)
	return ""
}

func TestStepsAreComputedInTheirUnits(t *testing.T) {
	for name, want := range map[string]string{
		"new":      "2,000,000 links/day",
		"peak":     "3",
		"reads":    "6,940 reads/s",
		"stored":   "1.83 TB",
		"machines": "1 machines",
		"free":     "8.75%",
	} {
		if got := value(t, shortener, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestUnitsAreConverted(t *testing.T) {
	for given, of := range map[string]struct{ in, want string }{
		"100 Mbit/s":      {"MB/s", "12.5 MB/s"},
		"1 GiB":           {"MB", "1,070 MB"},
		"99.9%":           {"", "0.999"},
		"30 days":         {"min", "43,200 min"},
		"1 MB/s":          {"TB/year", "31.5 TB/year"},
		"3 µs":            {"ns", "3,000 ns"},
		"5 users/$":       {"user/$", "5 user/$"},
		"1 1/s":           {"1/min", "60 1/min"},
		"4 entries/class": {"entry/classes", "4 entry/classes"},
		"2 searches/box":  {"search/boxes", "2 search/boxes"},
		"2 GB·h":          {"GB·s", "7,200 GB·s"},
	} {
		in := ""
		if of.in != "" {
			in = " in " + of.in
		}
		if got := value(t, "title: x\nA | a = "+given+"\nB | b: a"+in, "b"); got != of.want {
			t.Errorf("%s in %q is %q, want %q", given, of.in, got, of.want)
		}
	}
}

func TestFormulasAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]string{
		"2 + 3 * 4":              "14",
		"(2 + 3) * 4":            "20",
		"10 - 4 - 3":             "3",
		"24 / 4 / 2":             "3",
		"24 ÷ (4 × 2) − 1":       "2",
		"min(3, 2, 5)":           "2",
		"max(a, 2, 5)":           "7",
		"ceil(0.1 + 0.2 + 0.7)":  "1",
		"ceil(1 + 0.001)":        "2",
		"1,000 * 1.5":            "1,500",
		"100000 / 3":             "33,300",
		"1 / 30000":              "3.33e-5",
		"12345678 * 1234567":     "15,200,000,000,000",
		"12345678 * 12345678000": "1.52e+17",
	} {
		if got := value(t, "title: x\nA | a = 7\nB | b: "+text, "b"); got != want {
			t.Errorf("%s is %q, want %q", text, got, want)
		}
	}
}

// TestAFormulaIsToldWithTheParenthesesItNeeds reads what is told again.
func TestAFormulaIsToldWithTheParenthesesItNeeds(t *testing.T) {
	dims := map[string]dimension{"a": {}, "b": {}, "c": {}}
	for _, text := range []string{"a − (b − c)", "a ÷ (b × c)", "a ÷ b × c", "(a + b) × c", "a − b + c", "a × (b ÷ c)"} {
		f, _, err := readFormula(text, dims)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		f.told(&b, loose, func(name string) string { return name })
		again, _, err := readFormula(b.String(), dims)
		if err != nil {
			t.Fatal(err)
		}
		of := map[string]float64{"a": 7, "b": 3, "c": 2}
		if f.value(of) != again.value(of) || len(b.String()) > len(text)+2 {
			t.Errorf("%q is told as %q", text, b.String())
		}
	}
}

func TestFaults(t *testing.T) {
	const head = "title: x\nA | a = 5 links/day\nB | b = 2 s\n"
	for name, test := range map[string]struct{ source, want string }{
		"unlike things added":       {head + "C | c: a + b in s", "line 4: link/s and s are added or subtracted"},
		"another unit":              {head + "C | c: a * b in MB", "line 4: the formula gives link, not B"},
		"a name that is not there":  {head + "C | c: a * d in links", `line 4: no line above is named "d"`},
		"a name twice":              {head + "C | a: b in s", `line 4: the name "a" is taken`},
		"a function's name":         {head + "C | max: b in s", `line 4: the name "max" is taken`},
		"no number":                 {head + "C | c = many links", `line 4: "many links" is not a number with a unit`},
		"a line of another kind":    {head + "nonsense", `line 4: the line "nonsense" cannot be read`},
		"an open parenthesis":       {head + "C | c: (a * b in links", "line 4: a parenthesis is never closed"},
		"an end too early":          {head + "C | c: b * in s", "line 4: the formula ends where a number or a name is due"},
		"a sign too many":           {head + "C | c: b * / b in s", `line 4: "/" stands where a number or a name is due`},
		"something else behind it":  {head + "C | c: b ^ 2 in s", `line 4: the formula cannot be read from "^ 2" on`},
		"unlike things compared":    {head + "C | c: min(a, b) in s", "line 4: min compares link/s with s"},
		"one thing compared":        {head + "C | c: min(100,200)", "line 4: min compares one thing alone; a comma between numbers has a space behind it"},
		"time rounded":              {head + "C | c: ceil(b) in s", "line 4: ceil rounds one number of whole things, not time or data"},
		"division by zero":          {head + "C | c: b / (b - b)", "line 4: the formula divides by zero"},
		"a unit that is no word":    {head + "C | c = 5 (links)", `line 4: the unit "(links)" cannot be read`},
		"no title":                  {"A | a = 5\nB | b: a", "line 1: the calculator has no title"},
		"nothing to change":         {"title: x\nB | b: 5", "line 1: the calculator has nothing to change"},
		"nothing computed":          {"title: x\nA | a = 5", "line 1: the calculator computes nothing"},
		"two titles":                {head + "title: y", "line 4: the calculator has two titles"},
		"nesting without end":       {head + "C | c: " + strings.Repeat("(", 10_000), "line 4: the formula is nested too deeply"},
		"one fault, not one a line": {"title: x\nA | a = ?\nB | b: a * 2", `line 2: "?" is not a number with a unit`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse(test.source)
			var faults Faults
			if !errors.As(err, &faults) {
				t.Fatalf("the error is %v", err)
			}
			if got := faults.Error(); got != test.want {
				t.Errorf("says  %s\nwants %s", got, test.want)
			}
			for _, f := range faults {
				if f.Mend == "" {
					t.Errorf("line %d: no mend", f.Line)
				}
			}
		})
	}
}

func TestTheFigure(t *testing.T) {
	s, err := Parse(shortener)
	if err != nil {
		t.Fatal(err)
	}
	got := s.Figure("calculator-3") + "\n"
	golden := filepath.Join("testdata", "shortener.html")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// FuzzParse holds any text to being refused or shown, as HTML in which nothing
// of the text has become a tag.
func FuzzParse(f *testing.F) {
	f.Add(shortener)
	f.Add("title: <script>\nA | a = 1 $\nB<b> | b: a / 3 in $ | <i>")
	f.Fuzz(func(t *testing.T, source string) {
		s, err := Parse(source)
		if err != nil {
			return
		}
		tokens := html.NewTokenizer(strings.NewReader(s.Figure("c")))
		for tokens.Next() != html.ErrorToken {
			name, _ := tokens.TagName()
			switch string(name) {
			case "", "figure", "figcaption", "div", "table", "thead", "tbody", "tr", "th", "td", "var", "span", "br":
			default:
				t.Fatalf("a tag %s in %q", name, source)
			}
		}
	})
}
