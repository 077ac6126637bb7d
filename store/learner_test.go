package store

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"happensbefore/course"
)

func TestGuestIsFoundByTheirToken(t *testing.T) {
	s := openNew(t)
	ada, adaToken, err := s.NewGuest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	bob, bobToken, err := s.NewGuest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if ada.ID == bob.ID || adaToken == bobToken {
		t.Fatalf("two guests share an id or a token: %+v %+v", ada, bob)
	}
	for token, want := range map[string]course.Learner{adaToken: ada, bobToken: bob} {
		got, err := s.LearnerByToken(t.Context(), token)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("learner (-want +got):\n%s", diff)
		}
	}
}

func TestWrongTokensFindNobody(t *testing.T) {
	s := openNew(t)
	_, token, err := s.NewGuest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, token string }{
		{"empty", ""},
		{"shortened", token[:len(token)-1]},
		{"lengthened", token + "A"},
		{"other case", swapCase(token)},
		{"the hash itself", string(hash(token))},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			learner, err := s.LearnerByToken(t.Context(), test.token)
			if !errors.Is(err, course.ErrNotFound) {
				t.Errorf("got %+v and error %v, want course.ErrNotFound", learner, err)
			}
			if test.token != "" && strings.Contains(err.Error(), test.token) {
				t.Errorf("the error shows the token: %v", err)
			}
		})
	}
}

func swapCase(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z':
			return r - 'a' + 'A'
		case 'A' <= r && r <= 'Z':
			return r - 'A' + 'a'
		}
		return r
	}, s)
}

func TestTokenIsNotOnDisk(t *testing.T) {
	path := tempPath(t)
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	_, token, err := s.NewGuest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil { // folds the log into the file
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(content, []byte(token)) {
		t.Error("the file holds the token")
	}
	if !bytes.Contains(content, hash(token)) {
		t.Error("the file does not hold the token's hash: this test looks in the wrong place")
	}
}

func TestTokenHas256Bits(t *testing.T) {
	s := openNew(t)
	_, token, err := s.NewGuest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(token) != 43 { // base64 of 32 bytes, unpadded
		t.Errorf("token %q has %d characters, want 43", token, len(token))
	}
	if strings.Trim(token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
		t.Errorf("token %q holds a character that a cookie would have to quote", token)
	}
}
