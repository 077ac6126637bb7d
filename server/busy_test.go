package server

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"happensbefore/course"
)

func TestBeingOneTooManyIsNoFailure(t *testing.T) {
	tests := []struct {
		name   string
		busy   course.BusyError
		status int
		retry  string
		says   []string
	}{
		{"the line is full", course.BusyError{Before: 40, After: 2500 * time.Millisecond}, 503, "3", []string{"The line is full", "40 were here before you", "not taken"}},
		{"full, after one", course.BusyError{Before: 1}, 503, "5", []string{"One was here before you"}},
		{"their own share", course.BusyError{Own: true, Before: 3, After: time.Second}, 429, "1", []string{"Your own come first", "3 of yours are in line", "not taken"}},
		{"their own one", course.BusyError{Own: true, Before: 1, After: time.Second}, 429, "1", []string{"One of yours is in line"}},
	}
	for _, tt := range tests {
		for _, header := range []string{"true", ""} {
			t.Run(fmt.Sprintf("%s, fragment %q", tt.name, header), func(t *testing.T) {
				st := newSite(t)
				_, cookie := st.guest(t)
				st.grader.breakDown(fmt.Errorf("grader: %w", &tt.busy))
				r := submit("0123456789abcdef", "package lamport // <mine>\n")
				r.AddCookie(cookie)
				r.Header.Set("X-Fragment", header)
				w := st.ask(r)
				if w.Code != tt.status || w.Header().Get("Retry-After") != tt.retry {
					t.Errorf("status %d, Retry-After %q, want %d, %q", w.Code, w.Header().Get("Retry-After"), tt.status, tt.retry)
				}
				body := w.Body.String()
				for _, says := range tt.says {
					if !strings.Contains(body, says) {
						t.Errorf("does not say %q: %s", says, body)
					}
				}
				if page := strings.Contains(body, "<html"); page != (header == "") {
					t.Errorf("a whole page: %v", page)
				}
				if after := `data-after="` + tt.retry + `"`; header != "" && !strings.Contains(body, after) {
					t.Errorf("no %s for the script: %s", after, body)
				}
				if strings.Contains(st.log.String(), "level=ERROR") {
					t.Errorf("logged as our failure: %s", st.log)
				}
			})
		}
	}
}

// TestWhatWasNotTakenCanBeSentAgain is the way without a script: the page that
// says no holds the form, and sending it later is the same submission.
func TestWhatWasNotTakenCanBeSentAgain(t *testing.T) {
	st := newSite(t)
	who, cookie := st.guest(t)
	source := "\n\n// begins with empty lines, & ends </textarea> \"oddly\"\n" + starterClock
	st.grader.breakDown(&course.BusyError{Before: 40})
	r := submit("0123456789abcdef", source)
	r.AddCookie(cookie)
	refused := st.ask(r)
	action, form := formIn(t, refused.Body.String(), "again")
	if action != "/labs/lamport-clock/submissions" || form.Get("key") != "0123456789abcdef" {
		t.Errorf("sends to %s: %v", action, form)
	}

	st.grader.breakDown(nil)
	r = httptest.NewRequest("POST", action, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(cookie)
	taken := st.ask(r)
	first := submit("0123456789abcdef", source)
	first.AddCookie(cookie)
	if again := st.ask(first); taken.Code != http.StatusSeeOther || again.Header().Get("Location") != taken.Header().Get("Location") {
		t.Errorf("status %d, and the first form is %s, the one sent again %s", taken.Code, again.Header().Get("Location"), taken.Header().Get("Location"))
	}
	kept, err := st.store.Submissions(t.Context(), who.ID, "lamport-clock")
	if err != nil {
		t.Fatal(err)
	}
	if len(kept) != 1 || kept[0].Files[0].Source != source {
		t.Errorf("kept %+v", kept)
	}
}

// formIn is what a browser would send of the form with the class.
func formIn(t *testing.T, page, class string) (action string, fields url.Values) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	get := func(n *html.Node, key string) string {
		for _, a := range n.Attr {
			if a.Key == key {
				return a.Val
			}
		}
		return ""
	}
	for form := range root.Descendants() {
		if form.Data != "form" || get(form, "class") != class {
			continue
		}
		fields = url.Values{}
		for n := range form.Descendants() {
			switch {
			case n.Data == "input" && n.Type == html.ElementNode:
				fields.Add(get(n, "name"), get(n, "value"))
			case n.Data == "textarea" && n.Type == html.ElementNode:
				text := ""
				if n.FirstChild != nil {
					text = n.FirstChild.Data
				}
				fields.Add(get(n, "name"), strings.ReplaceAll(text, "\n", "\r\n"))
			}
		}
		return get(form, "action"), fields
	}
	t.Fatalf("no form %s: %s", class, page)
	return "", nil
}
