package course

import (
	"math"
	"testing"
)

func TestAQuestionIsAnotherWhenItAsksOrOffersAnother(t *testing.T) {
	ask := func() Question {
		return Question{ID: "q1", HTML: "<p>Which?</p>", Options: []Option{{HTML: "a", Right: true, Why: "w"}, {HTML: "b"}}}
	}
	key := ask().Key()
	for name, tt := range map[string]struct {
		change func(*Question)
		same   bool
	}{
		"it stands elsewhere":     {func(q *Question) { q.ID = "q4" }, true},
		"a reason is reworded":    {func(q *Question) { q.Options[0].Why = "because" }, true},
		"another is asked":        {func(q *Question) { q.HTML = "<p>What?</p>" }, false},
		"an option is reworded":   {func(q *Question) { q.Options[1].HTML = "c" }, false},
		"another option is right": {func(q *Question) { q.Options[0].Right, q.Options[1].Right = false, true }, false},
		"an option is added":      {func(q *Question) { q.Options = append(q.Options, Option{HTML: "c"}) }, false},
		"words move to an option": {func(q *Question) { q.HTML, q.Options[0].HTML = "<p>Which?</p>a", "" }, false},
		"the tolerance changes":   {func(q *Question) { q.Options[0].Tolerance = 2 }, false},
	} {
		q := ask()
		tt.change(&q)
		if same := q.Key() == key; same != tt.same {
			t.Errorf("%s: the same question: %t, want %t", name, same, tt.same)
		}
	}
}

// The cases are those of static/test/pure.test.mjs.
func TestNumbersAreReadAsPeopleTypeThem(t *testing.T) {
	for text, want := range map[string]float64{
		"40": 40, " 2.5 ": 2.5, "1,200": 1200, "1 200 000": 1200000, "1_000": 1000, "−3": -3, "1e3": 1000, ".5": 0.5, "1,200.5": 1200.5,
		"": math.NaN(), "about 40": math.NaN(), "40 ms": math.NaN(), "1,2": math.NaN(), "Infinity": math.NaN(), "0x10": math.NaN(), "1,2000": math.NaN(),
	} {
		got, ok := ParseNumber(text)
		if ok != !math.IsNaN(want) || ok && got != want {
			t.Errorf("%q is %v, %t; want %v", text, got, ok, want)
		}
	}
}

func TestANumberMeetsARightAnswerBeforeAWrongOne(t *testing.T) {
	q := Question{Numeric: true, Options: []Option{{Value: 45, Tolerance: 10}, {Value: 40, Tolerance: 2, Right: true}, {Value: 0.3}}}
	for n, want := range map[float64]int{42: 1, 42.5: 0, 400: -1, 0.1 + 0.2: 2} {
		if got := q.Meets(n); got != want {
			t.Errorf("%v meets %d, want %d", n, got, want)
		}
	}
}
