package language

import (
	"slices"
	"strings"
	"testing"

	"happensbefore/grader/allowed"
	"happensbefore/grader/frontend"
)

// source is a program with marks: ‸ is where the cursor stands.
const source = `package main

import (
	"fmt"
	"strings"
	"sync"
)

// A Clock counts. Nothing else.
type Clock struct {
	mu  sync.Mutex // guards now
	now int
}

// Tick moves the clock on.
func (c *Clock) Tick() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now++
	return c.now
}

func main() {
	var clock Clock
	‸
	fmt.Println(clock.Tick(), strings.ToUpper("x"))
}
`

func open(t *testing.T) *Language {
	t.Helper()
	packages, err := frontend.OpenPackages()
	if err != nil {
		t.Fatal(err)
	}
	return New(packages)
}

func at(text string) ([]File, int) {
	before, after, _ := strings.Cut(text, "‸")
	return []File{{"main.go", before + after}}, len(before)
}

func TestWhatMayComeNext(t *testing.T) {
	l := open(t)
	var d docs
	if d.of("sim.Node.Send") == "" || d.of("sim/linear.Linearizable") == "" {
		t.Error("nothing is said of the simulator: go generate")
	}
	for _, tt := range []struct {
		name, typed string
		want        Completion
		not         string // a label that must not be offered
	}{
		{"a package's function, with its type and its first sentence", "fmt.Prin‸",
			Completion{"Println", "func(a ...any) (n int, err error)", "Println formats using the default formats for its operands and writes to standard output.", function}, "Sprint"},
		{"a package's type", "var b strings.Bui‸", Completion{"Builder", "struct", "A Builder is used to efficiently build a string using Builder.Write methods.", typeName}, "ToUpper"},
		{"a method of a type of the standard library", "var b strings.Builder; b.WriteS‸",
			Completion{"WriteString", "func(s string) (int, error)", "WriteString appends the contents of s to b's buffer.", method}, "buf"},
		{"a method of the learner's own", "clock.T‸", Completion{"Tick", "func() int", "Tick moves the clock on.", method}, "now"},
		{"a field right after the dot", "clock.‸", Completion{"now", "int", "", field}, ""},
		{"a field with its comment", "clock.m‸", Completion{"mu", "sync.Mutex", "guards now", field}, ""},
		{"a variable in scope", "clo‸", Completion{"clock", "Clock", "", variable}, ""},
		{"a type of the learner's own", "var x Cl‸", Completion{"Clock", "struct", "A Clock counts.", typeName}, ""},
		{"an imported package", "str‸", Completion{"strings", "strings", "Package strings implements simple functions to manipulate UTF-8 encoded strings.", namespace}, ""},
		{"a package that is not imported yet", "slices.Sor‸", Completion{"SortFunc", "func[S ~[]E, E any](x S, cmp func(a E, b E) int)", "SortFunc sorts the slice x in ascending order as determined by the cmp function.", function}, ""},
		{"a function of the simulator's", "sim.NewSch‸", Completion{"NewSchedule", "func() *sim.Schedule", d.of("sim.NewSchedule"), function}, ""},
		{"a property of a history", "linear.Lineari‸", Completion{"Linearizable", "func(says string, m linear.Model) sim.Property", d.of("sim/linear.Linearizable"), function}, ""},
		{"a keyword", "fo‸", Completion{"for", "", "", keyword}, ""},
		{"a builtin", "appe‸", Completion{"append", "", builtins["append"], function}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files, offset := at(strings.Replace(source, "‸", tt.typed, 1))
			got := l.Complete(files, "main.go", offset)
			if !slices.Contains(got, tt.want) {
				t.Errorf("no %+v among %+v", tt.want, got)
			}
			if tt.not != "" && slices.ContainsFunc(got, func(c Completion) bool { return c.Label == tt.not }) {
				t.Errorf("%s is offered", tt.not)
			}
		})
	}
}

func TestTheSimulatorIsKnown(t *testing.T) {
	l := open(t)
	const node = "package lab\n\nimport \"sim\"\n\nfunc start(n *sim.Node) sim.Handler {\n\tn.Se‸nd\n}\n"
	files, offset := at(node)
	var d docs
	want := Completion{"Send", "func(to string, m sim.Message)", d.of("sim.Node.Send"), method}
	if got := l.Complete(files, "main.go", offset); !slices.Contains(got, want) || slices.ContainsFunc(got, func(c Completion) bool { return c.Label == "world" }) {
		t.Errorf("%+v is not among %+v, or what is not exported is", want, got)
	}
	if got := l.Hover(files, "main.go", offset); got == nil || got.Doc != want.Doc || got.Text != "func (*sim.Node).Send(to string, m sim.Message)" {
		t.Errorf("a method: %+v", got)
	}
}

func TestWhatANameIs(t *testing.T) {
	l := open(t)
	for _, tt := range []struct {
		name, place string
		want        Hover
	}{
		{"a function of a package", "fmt.Prin‸tln(clock", Hover{"func fmt.Println(a ...any) (n int, err error)", "Println formats using the default formats for its operands and writes to standard output."}},
		{"a method of the learner's own", "clock.Ti‸ck()", Hover{"func (*Clock).Tick() int", "Tick moves the clock on."}},
		{"a package", "str‸ings.ToUpper", Hover{"package strings (strings)", "Package strings implements simple functions to manipulate UTF-8 encoded strings."}},
		{"a variable", "fmt.Println(cl‸ock", Hover{"var clock Clock", ""}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			plain := strings.Replace(source, "‸", "", 1)
			marked := strings.Replace(plain, strings.Replace(tt.place, "‸", "", 1), tt.place, 1)
			files, offset := at(marked)
			got := l.Hover(files, "main.go", offset)
			if got == nil || *got != tt.want {
				t.Errorf("%+v, want %+v", got, tt.want)
			}
		})
	}
}

// Sources are asked about while they are being written, at any place.
func TestNoPlaceBringsItDown(t *testing.T) {
	l := open(t)
	for _, text := range []string{source, "", "package", "package main\nfunc (", "package p\nvar x = [...]", "package p\ntype T struct{ T }\nvar t T = t.", "\xff\xfe"} {
		for i := 0; i <= len(text); i += 7 {
			files := []File{{"a.go", text[:i]}, {"b.go", text}}
			l.Complete(files, "a.go", i)
			l.Complete(files, "b.go", i)
			l.Hover(files, "b.go", i)
		}
	}
	if got := l.Complete([]File{{"a.go", source}}, "other.go", 0); len(got) != 0 {
		t.Errorf("a file that is not there is completed: %v", got)
	}
}

func TestEveryPackageIsDocumented(t *testing.T) {
	var d docs
	for _, path := range append(allowed.Packages(), allowed.SimPackages()...) {
		if d.of(path) == "" {
			t.Errorf("nothing is said of %s: go generate", path)
		}
	}
}
