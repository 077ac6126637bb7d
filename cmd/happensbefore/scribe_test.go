package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"happensbefore/course"
)

func TestTheHostNamesWhoWritesAnswers(t *testing.T) {
	keys := make(chan string, 1)
	endpoint := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		keys <- r.Header.Get("Authorization")
		fmt.Fprint(w, "data: {\"choices\":[{\"delta\":{\"content\":\"Yes [1].\"}}]}\n\ndata: [DONE]\n\n")
	}))
	defer endpoint.Close()
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, []byte("of-the-file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, env := range map[string]map[string]string{
		"":                   {},
		"Bearer of-the-env":  {"HAPPENSBEFORE_ASK_KEY": "of-the-env"},
		"Bearer of-the-file": {"HAPPENSBEFORE_ASK_KEY": "of-the-env", "HAPPENSBEFORE_ASK_KEY_FILE": file},
	} {
		env["HAPPENSBEFORE_ASK_URL"], env["HAPPENSBEFORE_ASK_MODEL"] = endpoint.URL, "small"
		in := environment{getenv: func(name string) string { return env[name] }}
		s, err := askFlags(newFlags("serve", in), in).scribe()
		if err != nil {
			t.Fatal(err)
		}
		said := ""
		for p, err := range s.Answer(t.Context(), "Is it?", []course.Passage{{Text: "It is."}}) {
			if err != nil {
				t.Fatal(err)
			}
			said += p.Text
		}
		if got := <-keys; got != want || said != "Yes ." {
			t.Errorf("key %q, want %q; answer %q", got, want, said)
		}
	}
}

func TestWhoWritesAnswersIsNamedWholeOrNotAtAll(t *testing.T) {
	if s, err := (askConfig{}).scribe(); s != nil || err != nil {
		t.Errorf("%v, %v, want nobody", s, err)
	}
	for _, c := range []askConfig{{model: "small"}, {keyFile: "key"}, {url: "https://x.example/v1"}, {url: "x.example", model: "small"}, {url: "https://me:secret@x.example/v1", model: "small"}} {
		_, err := c.scribe()
		var status *exitError
		if !errors.As(err, &status) || status.status != statusUsage || strings.Contains(err.Error(), "secret") {
			t.Errorf("%+v: %v, want wrong usage", c, err)
		}
	}
	if _, err := (askConfig{url: "https://x.example/v1", model: "small", keyFile: filepath.Join(t.TempDir(), "none")}).scribe(); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a key that is not there: %v", err)
	}
}
