package server

import (
	"context"
	"encoding/xml"
	"maps"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"happensbefore/course"
)

// dated are pages whose clock is a minute later at each look.
type dated struct {
	now   time.Time
	words map[string][32]byte
	course.Publication
}

func newDated() *dated {
	return &dated{now: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC), words: make(map[string][32]byte),
		Publication: course.Publication{ID: "0123456789abcdef0123456789abcdef", Pages: make(map[string]course.Published)}}
}

func (d *dated) Publish(_ context.Context, pages map[string][32]byte) (course.Publication, error) {
	d.now = d.now.Add(time.Minute)
	for path, words := range pages {
		at, known := d.Pages[path]
		if !known {
			at.Since = d.now
		}
		if !known || d.words[path] != words {
			at.Changed = d.now
		}
		d.words[path], d.Pages[path] = words, at
	}
	return course.Publication{ID: d.ID, Pages: maps.Clone(d.Pages)}, nil
}

func feedOf(t *testing.T, st *site) (string, atomDocument) {
	t.Helper()
	w := st.ask(httptest.NewRequest("GET", "/feed.atom", nil))
	if w.Code != 200 {
		t.Fatalf("status %d", w.Code)
	}
	var doc atomDocument
	if err := xml.Unmarshal(w.Body.Bytes(), &doc); err != nil {
		t.Fatalf("%v in\n%s", err, w.Body)
	}
	return w.Body.String(), doc
}

func TestTheFeedHasWhatAtomAsksFor(t *testing.T) {
	st := newSite(t, func(cfg *Config) { cfg.Pages, cfg.Site = newDated(), "https://course.example.org" })
	text, doc := feedOf(t, st)
	urn := regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	ids := map[string]bool{doc.ID: true}
	if !urn.MatchString(doc.ID) || doc.Title != "Happens Before" || doc.Author == "" || doc.Updated != "2026-03-01T12:01:00Z" || len(doc.Links) != 2 {
		t.Errorf("the feed is %+v", doc)
	}
	if !strings.HasPrefix(text, xml.Header) || !strings.Contains(text, `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">`) || !strings.Contains(text, `<link rel="self"`) {
		t.Errorf("no feed of Atom:\n%s", text)
	}
	// Four chapters and three labs.
	if len(doc.Entries) != 7 {
		t.Errorf("%d entries", len(doc.Entries))
	}
	for _, e := range doc.Entries {
		if !urn.MatchString(e.ID) || ids[e.ID] {
			t.Errorf("%s: the id %s is none, or not its own", e.Title, e.ID)
		}
		ids[e.ID] = true
		if _, err := time.Parse(time.RFC3339, e.Updated); err != nil || e.Title == "" || e.Published == "" || !strings.HasPrefix(e.Link.Href, "https://course.example.org/") {
			t.Errorf("%+v", e)
		}
	}
}

func TestAServerThatIsStartedAgainHasTheSameFeed(t *testing.T) {
	st := newSite(t)
	before, _ := feedOf(t, st)
	again, err := New(st.Config)
	if err != nil {
		t.Fatal(err)
	}
	st.Server = again
	if after, _ := feedOf(t, st); after != before {
		t.Errorf("the feed was\n%s\nand is\n%s", before, after)
	}
}

func TestAChapterThatChangesIsOneNewerEntryInTheFeed(t *testing.T) {
	st := newSite(t, func(cfg *Config) { cfg.Pages = newDated() })
	_, before := feedOf(t, st)
	reload := func(change func(c *course.Chapter)) atomDocument {
		t.Helper()
		old, err := st.book.Chapter("fallacies")
		if err != nil {
			t.Fatal(err)
		}
		c := *old
		change(&c)
		st.book.put(&c)
		if err := st.Reload(); err != nil {
			t.Fatal(err)
		}
		_, doc := feedOf(t, st)
		return doc
	}

	// The same words, marked up otherwise, further down in their file.
	same := reload(func(c *course.Chapter) {
		c.HTML = `<p class="new">Half a <em>chapter.</em></p>`
		c.Examples = nil
	})
	if same.Updated != before.Updated || same.Entries[0] != before.Entries[0] {
		t.Errorf("markup alone made the feed %+v", same.Entries[0])
	}

	after := reload(func(c *course.Chapter) { c.HTML = "<p>Half a chapter, and more.</p>" })
	if first := after.Entries[0]; first.Title != "The fallacies, priced" || first.Updated != "2026-03-01T12:03:00Z" || first.Published != "2026-03-01T12:01:00Z" || after.Updated != first.Updated {
		t.Errorf("the first entry is %+v, of a feed of %s", first, after.Updated)
	}
	for _, e := range after.Entries[1:] {
		if e.Updated != before.Updated {
			t.Errorf("another entry is newer: %+v", e)
		}
	}
	ids := func(doc atomDocument) map[string]string {
		all := make(map[string]string)
		for _, e := range doc.Entries {
			all[e.Link.Href] = e.ID
		}
		return all
	}
	for path, id := range ids(before) {
		if ids(after)[path] != id {
			t.Errorf("%s has lost its name", path)
		}
	}
}
