package server

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// A calendar is a clock whose days pass when a test says so.
type calendar struct{ now time.Time }

func (c *calendar) pass(days int) { c.now = c.now.AddDate(0, 0, days) }

func (st *site) get(t *testing.T, path string, who *http.Cookie) string {
	t.Helper()
	r := httptest.NewRequest("GET", path, nil)
	r.AddCookie(who)
	w := st.ask(r)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: status %d: %s", path, w.Code, w.Body)
	}
	return w.Body.String()
}

func (st *site) send(t *testing.T, path string, form url.Values, who *http.Cookie) string {
	t.Helper()
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(who)
	w := st.ask(r)
	body, err := io.ReadAll(w.Body)
	if err != nil || w.Code != http.StatusOK {
		t.Fatalf("%s: status %d: %s, %v", path, w.Code, body, err)
	}
	return string(body)
}

var hidden = regexp.MustCompile(`<input type="hidden" name="(\w+)" value="([^"]*)"`)

// asked is the form on the review page, filled in as far as the page does so;
// empty where nothing is due.
func (st *site) asked(t *testing.T, who *http.Cookie) url.Values {
	t.Helper()
	form := url.Values{}
	for _, m := range hidden.FindAllStringSubmatch(st.get(t, "/review", who), -1) {
		form.Set(m[1], m[2])
	}
	return form
}

func newCalendarSite(t *testing.T) (*site, *calendar, *http.Cookie) {
	t.Helper()
	days := &calendar{time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	st := newSite(t, func(cfg *Config) { cfg.Now = func() time.Time { return days.now } })
	_, who := st.guest(t)
	return st, days, who
}

func TestAMissedQuestionIsAskedOnItsDays(t *testing.T) {
	st, days, who := newCalendarSite(t)
	key := st.book.chapters["clocks"].Questions[0].Key()
	st.send(t, "/review", url.Values{"chapter": {"clocks"}, "question": {key}, "option": {"0"}}, who)

	var asked []int
	for today := range 120 {
		if form := st.asked(t, who); len(form) > 0 {
			asked = append(asked, today)
			if !strings.Contains(st.get(t, "/me", who), `"due":1`) || !strings.Contains(st.get(t, "/progress", who), "1 due") {
				t.Errorf("day %d: the page asks, and the progress does not say so", today)
			}
			// Missed once more on the fourth day: it begins again.
			form.Set("option", map[bool]string{true: "0", false: "1"}[today == 4])
			first := st.send(t, "/review", form, who)
			again := st.send(t, "/review", form, who) // the page is loaded again
			if strings.Contains(first, "answered this before") || !strings.Contains(again, "answered this before") {
				t.Errorf("day %d: the same answer counts twice, or not at all", today)
			}
		}
		days.pass(1)
	}
	want := []int{1, 4, 5, 8, 15, 36, 96}
	if len(asked) != len(want) {
		t.Fatalf("asked on the days %v, want %v", asked, want)
	}
	for i := range want {
		if asked[i] != want[i] {
			t.Fatalf("asked on the days %v, want %v", asked, want)
		}
	}
	if body := st.get(t, "/review", who); !strings.Contains(body, "All that you missed, you have answered since") {
		t.Errorf("at the end: %s", body)
	}
}

func TestAnAnswerBeforeItsDayDoesNotMoveTheQuestion(t *testing.T) {
	st, days, who := newCalendarSite(t)
	key := st.book.chapters["clocks"].Questions[0].Key()
	st.send(t, "/review", url.Values{"chapter": {"clocks"}, "question": {key}, "option": {"0"}}, who)
	days.pass(1)
	form := st.asked(t, who)
	days.pass(-1)
	form.Set("option", "1")
	st.send(t, "/review", form, who)
	days.pass(1)
	if len(st.asked(t, who)) == 0 {
		t.Error("it was put off by an answer that came too early")
	}
}

func TestAQuestionThatTheBookChangedIsNotAsked(t *testing.T) {
	st, days, who := newCalendarSite(t)
	c := *st.book.chapters["clocks"]
	form := url.Values{"chapter": {"clocks"}, "question": {c.Questions[0].Key()}, "option": {"0"}}
	st.send(t, "/review", form, who)
	days.pass(1)
	if len(st.asked(t, who)) == 0 {
		t.Fatal("it is not asked at all")
	}
	was := c
	c.Questions = append(c.Questions[:0:0], c.Questions...)
	c.Questions[0].HTML = "<p>Something else?</p>"
	st.book.put(&c)
	if err := st.Reload(); err != nil {
		t.Fatal(err)
	}
	body := st.get(t, "/review", who)
	if strings.Contains(body, "data-ask") || !strings.Contains(body, "1 question that you missed has been changed since") {
		t.Errorf("the review says %s", body)
	}
	if strings.Contains(st.get(t, "/progress", who), "right the first time") {
		t.Error("the progress counts an answer to what is not asked any more")
	}
	st.book.put(&was)
	if err := st.Reload(); err != nil {
		t.Fatal(err)
	}
	if len(st.asked(t, who)) == 0 {
		t.Error("it does not come back with the old words")
	}
}
