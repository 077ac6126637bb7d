package templates

import (
	"strings"
	"testing"

	"happensbefore/course"
)

func foundNasty() course.Findings {
	text := course.Marked{{Text: "before "}, {Text: nasty, Found: true}}
	clocks := course.Spot{Slug: "clocks", Page: "Time and clocks", Number: "7"}
	section := clocks
	section.Anchor, section.Section = "skew", nasty
	return course.Findings{Instead: nasty, List: []course.Finding{
		{Kind: course.AChapter, Spot: clocks, Name: text, Text: text},
		{Kind: course.ASection, Spot: section, Name: text, Text: text},
		{Kind: course.ATerm, Spot: course.Spot{Slug: "glossary", Anchor: "skew", Page: "Glossary"}, Name: text},
		{Kind: course.ASymptom, Spot: section, Name: text},
		{Kind: course.ALab, Spot: course.Spot{Lab: true, Slug: "lamport-clock", Page: "Lamport clock"}, Name: text},
	}}
}

func nastyPassages() []course.Passage {
	return []course.Passage{
		{Kind: course.ASection, Spot: course.Spot{Slug: "clocks", Anchor: "skew", Page: nasty, Number: "7", Section: nasty}, Lead: nasty, Text: nasty},
		{Kind: course.ATerm, Spot: course.Spot{Slug: "glossary", Anchor: "skew", Section: "skew"}, Text: nasty},
	}
}

func TestAFindingSaysWhatItIsAndLeadsThere(t *testing.T) {
	text, root := render(t, SearchResults("skew", foundNasty()))
	var got []string
	for _, option := range all(root, has("role", "option")) {
		href, _ := lookup(option, "href")
		got = append(got, href)
	}
	if want := "/chapters/clocks /chapters/clocks#skew /chapters/glossary#skew /chapters/clocks#skew /labs/lamport-clock"; strings.Join(got, " ") != want {
		t.Errorf("%q, want %q", got, want)
	}
	for _, want := range []string{">Chapter 7<", ">7 · Time and clocks<", ">Glossary<", ">Symptom · 7 · Time and clocks<", ">Lab<"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if len(all(root, tag("script", "img", "textarea"))) > 0 {
		t.Error("what was found became an element")
	}
	if n := len(all(root, tag("mark"))); n != 7 {
		t.Errorf("%d marks, want 7", n)
	}
}
