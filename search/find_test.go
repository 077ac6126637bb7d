package search_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"

	"happensbefore/content"
	"happensbefore/course"
	"happensbefore/labs"
	"happensbefore/search"
)

// real is the index of the real book and the real labs.
var real = sync.OnceValues(func() (*search.Index, error) {
	b, _ := content.Load(content.FS, "content")
	shelf, _ := labs.Load(labs.FS, "labs")
	x := &search.Index{}
	_, err := x.Load(context.Background(), b.Chapters(), shelf.Labs())
	return x, err
})

func realIndex(t *testing.T) *search.Index {
	t.Helper()
	x, err := real()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// address is where a finding leads, in short.
func address(s course.Spot) string {
	page := s.Slug
	if s.Lab {
		page = "labs/" + page
	}
	if s.Anchor != "" {
		page += "#" + s.Anchor
	}
	return page
}

func find(t *testing.T, x *search.Index, query string) course.Findings {
	t.Helper()
	found, err := x.Find(t.Context(), query, 8)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func addresses(found course.Findings) []string {
	var list []string
	for _, f := range found.List {
		list = append(list, address(f.Spot))
	}
	return list
}

func TestTheBestPlacesComeFirst(t *testing.T) {
	x := realIndex(t)
	for _, c := range []struct {
		query string
		first []string // in this order, from the first finding on
		among []string // somewhere in the first eight
	}{
		{"lamport clock", []string{"glossary#lamport-clock"}, []string{"clocks#lamport-clocks", "labs/lamport-clock"}},
		{"Lamport clocks", nil, []string{"glossary#lamport-clock", "clocks#lamport-clocks", "labs/lamport-clock"}},
		{"vecotr clock", []string{"glossary#vector-clock"}, []string{"clocks#vector-clocks", "labs/vector-clock"}},
		{"lease expired twice", nil, []string{"labs/lease-fencing"}},
		{"idempot", []string{"glossary#idempotent"}, []string{"glossary#idempotency-key"}},
		{"idempotenc", nil, []string{"glossary#idempotent", "glossary#idempotency-key"}},
		{"happens-before", []string{"glossary#happens-before"}, []string{"clocks#what-happened-before-what"}},
		{"what is a lease", []string{"glossary#lease"}, nil},
		{"clock", []string{"glossary#clock"}, []string{"clocks"}},
		{"leap smaer", []string{"glossary#leap-smear"}, []string{"clocks#the-wall-clock-tells"}},
		{"monotonic clok", nil, []string{"glossary#monotonic-clock", "clocks#the-monotonic-clock-measures"}},
	} {
		t.Run(c.query, func(t *testing.T) {
			got := addresses(find(t, x, c.query))
			if len(got) < len(c.first) || !slices.Equal(got[:len(c.first)], c.first) {
				t.Errorf("found %q, want %q first", got, c.first)
			}
			for _, want := range c.among {
				if !slices.Contains(got, want) {
					t.Errorf("found %q, want %q among them", got, want)
				}
			}
		})
	}
}

func TestEveryPrefixOfANameLeadsTowardsIt(t *testing.T) {
	x := realIndex(t)
	const name, want = "vector clock", "glossary#vector-clock"
	for n := 3; n <= len(name); n++ {
		if got := addresses(find(t, x, name[:n])); !slices.Contains(got, want) {
			t.Errorf("%q finds %q", name[:n], got)
		}
	}
}

func TestASearchSaysWhatItSearchedInstead(t *testing.T) {
	x := realIndex(t)
	for query, want := range map[string]string{
		"vecotr clock":  "vector clock", // changed places
		"vectr clock":   "vector clock", // one missing
		"vecttor clock": "vector clock", // one too many
		"vactor clock":  "vector clock", // another
		"vector clock":  "",             // nothing to mend
		"qwxzvkp clock": "clock",        // nothing near it
		"vcetor cloc":   "vector cloc",  // and the last word is only begun
	} {
		if got := find(t, x, query).Instead; got != want {
			t.Errorf("%q: searched %q instead, want %q", query, got, want)
		}
	}
}

func TestWhatWasLookedForIsMarked(t *testing.T) {
	x := realIndex(t)
	for _, f := range find(t, x, "leap seconds").List {
		marks := 0
		for _, s := range slices.Concat(f.Name, f.Text) {
			if s.Found {
				marks++
				if w := strings.ToLower(s.Text); !strings.HasPrefix(w, "leap") && !strings.HasPrefix(w, "second") {
					t.Errorf("%s: %q is marked", address(f.Spot), s.Text)
				}
			}
		}
		if marks == 0 {
			t.Errorf("%s: nothing is marked in %q", address(f.Spot), f.Text.Plain())
		}
		if n := len(f.Text.Plain()); n > 240 {
			t.Errorf("%s: the excerpt has %d bytes", address(f.Spot), n)
		}
	}
}

func TestNothingThatIsTypedIsAnError(t *testing.T) {
	x := realIndex(t)
	for _, query := range []string{"", " ", `"`, `""`, `"clock`, "clock OR", "AND", "NOT clock", "NEAR(clock, 2)", "title:clock", "^clock", "clock*", "*", "(", "-clock", "a.b.c.d", "\x00", "clock\x00lamport", "é", "時計", "🕰", "\xff\xfe", strings.Repeat("clock ", 500), strings.Repeat("x", 5000), "the of and", "'; DROP TABLE rows; --"} {
		find(t, x, query)
		if _, err := x.Passages(t.Context(), query, 5); err != nil {
			t.Errorf("%q: %v", query, err)
		}
	}
}

// TestSecretsAreNotFound looks for every line of the labs that no learner may
// see, and is not in what they may see as well.
func TestSecretsAreNotFound(t *testing.T) {
	shelf, _ := labs.Load(labs.FS, "labs")
	seen := func(l *course.Lab) string {
		text := l.HTML
		for _, f := range slices.Concat(l.Starter, l.Tests) {
			text += f.Source
		}
		return text
	}
	indexed := realIndex(t).Text()
	if !strings.Contains(indexed, "func (c *Clock)") {
		t.Fatal("not even a starter's code is indexed: the look is in the wrong place")
	}
	all := ""
	b, _ := content.Load(content.FS, "content")
	for _, c := range b.Chapters() {
		all += c.HTML
	}
	for _, l := range shelf.Labs() {
		all += seen(&l)
	}
	all = strings.NewReplacer("&#34;", `"`, "&#39;", "'", "&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(all)
	looked := map[string]bool{}
	for _, l := range shelf.Labs() {
		secret, err := shelf.Secret(l.Slug)
		if err != nil {
			t.Fatal(err)
		}
		files := slices.Clone(secret.Hidden)
		for _, v := range secret.Solutions {
			files = append(files, v.Files...)
		}
		for _, w := range secret.Wrong {
			files = append(files, w.Files...)
		}
		for _, f := range files {
			for line := range strings.Lines(f.Source) {
				line = strings.TrimSpace(line)
				if len(line) < 20 || looked[line] {
					continue
				}
				looked[line] = true
				if strings.Contains(indexed, line) && !strings.Contains(all, line) {
					t.Errorf("%s, %s: %q can be found", l.Slug, f.Name, line)
				}
			}
		}
		for _, c := range l.Checks {
			for _, h := range c.Hints {
				if text := strings.TrimSpace(strings.NewReplacer("<p>", "", "</p>", "").Replace(h)); !strings.ContainsAny(text, "<&") && strings.Contains(indexed, text) {
					t.Errorf("%s: the hint %q can be found before it opens", l.Slug, text)
				}
			}
		}
	}
	if len(looked) < 1000 {
		t.Errorf("only %d lines were looked for", len(looked))
	}
}

func TestCodeIsFoundBelowProse(t *testing.T) {
	x := load(t, &course.Chapter{Slug: "a", Title: "First", HTML: `<h2 id="code">One</h2><p>Text.</p><pre><code>func flibber() {}</code></pre>`},
		&course.Chapter{Slug: "b", Title: "Second", HTML: `<h2 id="prose">Two</h2><p>A long text that says flibber once and then goes on about other things for a while.</p>`})
	if got := addresses(find(t, x, "flibber")); !slices.Equal(got, []string{"b#prose", "a#code"}) {
		t.Errorf("found %q", got)
	}
}

func TestALoadReplacesWhatWasThere(t *testing.T) {
	x := load(t, &course.Chapter{Slug: "old", Title: "Zanzibar", HTML: "<p>x</p>"})
	if got := addresses(find(t, x, "zanzibar")); len(got) != 1 {
		t.Fatalf("found %q", got)
	}
	var asking sync.WaitGroup
	for range 4 {
		asking.Go(func() {
			for range 50 {
				if _, err := x.Find(t.Context(), "zanzibar", 5); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for range 5 {
		if _, err := x.Load(t.Context(), []*course.Chapter{{Slug: "new", Title: "Madagascar", HTML: "<p>x</p>"}}, nil); err != nil {
			t.Fatal(err)
		}
	}
	asking.Wait()
	if got := addresses(find(t, x, "zanzibar")); len(got) != 0 {
		t.Errorf("found %q, which is gone", got)
	}
	if got := addresses(find(t, x, "madagascar")); !slices.Equal(got, []string{"new"}) {
		t.Errorf("found %q", got)
	}
}

func TestAnIndexThatIsClosedOrEmptyFindsNothing(t *testing.T) {
	var x search.Index
	if got := find(t, &x, "clock"); len(got.List) != 0 {
		t.Error(got)
	}
	if err := x.Close(); err != nil {
		t.Error(err)
	}
	if _, err := x.Load(t.Context(), nil, nil); err != nil {
		t.Error(err)
	}
	if got := find(t, &x, "clock"); len(got.List) != 0 {
		t.Error(got)
	}
}

func load(t *testing.T, chapters ...*course.Chapter) *search.Index {
	t.Helper()
	x := &search.Index{}
	if _, err := x.Load(t.Context(), chapters, nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

func TestASymptomLeadsToTheSectionThatExplainsIt(t *testing.T) {
	x := &search.Index{}
	defer x.Close()
	symptoms, err := x.Load(t.Context(), []*course.Chapter{{
		Slug: "queues", Title: "Queues",
		HTML: `<h2 id="scene">The scene</h2><p>A shop opens.</p><h2 id="backlog">Backlogs</h2><p>The backlog grows while consumers are idle, because one poisoned message is retried for ever.</p><h2 id="how-it-fails">How it fails</h2><p>Consumers restart.</p>`,
		Symptoms: []course.Symptom{
			{Text: "The backlog grows and all consumers are idle"},
			{Text: "Named by its author", Section: "how-it-fails"},
			{Text: "Nothing of this is anywhere"},
		},
	}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range symptoms["queues"] {
		got = append(got, s.Section)
	}
	if want := []string{"backlog", "how-it-fails", ""}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for _, f := range find(t, x, "backlog idle consumers").List {
		if f.Kind == course.ASymptom && f.Anchor != "backlog" {
			t.Errorf("the search leads to %q", f.Anchor)
		}
	}
}
