package course

import (
	"strconv"
	"testing"
)

func TestALargeOutlineIsShownAroundThePage(t *testing.T) {
	var o Outline
	for part := range 3 {
		p := Part{Title: "Part " + strconv.Itoa(part)}
		for i := range 40 {
			slug := strconv.Itoa(part) + "-" + strconv.Itoa(i)
			p.Entries = append(p.Entries, Entry{Slug: slug, Children: []Entry{{Slug: slug + "-child"}}})
		}
		o.Parts = append(o.Parts, p)
	}
	if o.Around("1-20", 1000) != &o {
		t.Error("a small outline is not shown whole")
	}
	for _, c := range []struct {
		slug  string
		parts [3]int
		has   []string
	}{
		{"1-20-child", [3]int{1, 10, 1}, []string{"0-0", "1-15", "1-20", "1-20-child", "1-24", "2-0"}},
		{"0-0", [3]int{10, 1, 1}, []string{"0-0", "0-0-child", "0-9", "1-0"}},
		{"2-39", [3]int{1, 1, 10}, []string{"2-30", "2-39"}},
		{"", [3]int{1, 1, 1}, []string{"0-0", "1-0", "2-0"}},
	} {
		near := o.Around(c.slug, 10)
		seen := map[string]bool{}
		for e := range near.Entries {
			seen[e.Slug] = true
		}
		for i, want := range c.parts {
			if got := len(near.Parts[i].Entries); got != want || near.Parts[i].Title != o.Parts[i].Title {
				t.Errorf("%q: part %d has %d entries, want %d", c.slug, i, got, want)
			}
		}
		for _, slug := range c.has {
			if !seen[slug] {
				t.Errorf("%q: %s is missing", c.slug, slug)
			}
		}
		if seen["1-0-child"] || seen["0-5-child"] {
			t.Errorf("%q: children of other chapters are shown", c.slug)
		}
	}
	if len(o.Parts[1].Entries) != 40 || len(o.Parts[1].Entries[0].Children) != 1 {
		t.Error("the outline itself was changed")
	}
}
