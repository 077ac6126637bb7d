package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// behindProxy makes a server take the addresses of readers from whoever sends
// them, so that each reader of a test has an address, and a pace, of its own.
const behindProxy = "--proxies=127.0.0.0/8"

// reader is another learner's browser at the same site, at an address of its own.
func (s *site) reader(t testing.TB, n int) *site {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	from := fmt.Sprintf("10.%d.%d.%d", n>>16&255, n>>8&255, n&255)
	return &site{url: s.url, client: &http.Client{Jar: jar, Timeout: 60 * time.Second, Transport: forwarded{from, s.client.Transport}}}
}

// forwarded sends requests as a proxy passes them on.
type forwarded struct {
	from string
	next http.RoundTripper
}

func (f forwarded) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("X-Forwarded-For", f.from)
	next := f.next
	if next == nil {
		next = http.DefaultTransport
	}
	return next.RoundTrip(r)
}

// A course of events: when each stage of a submission was first told.
type stages map[string]time.Time

// follow hears a submission's events to the final one. It opens the stream
// again where it ends before that, as a browser does.
func (s *site) follow(ctx context.Context, path string) (stages, error) {
	seen := stages{}
	for seen["final"].IsZero() {
		err := s.hear(ctx, path, func(event, _ string) {
			if seen[event].IsZero() {
				seen[event] = time.Now()
			}
		})
		if err != nil {
			return seen, err
		}
	}
	return seen, nil
}

// hear opens a submission's stream of events once, and tells each event with
// its fragment of a page. It returns after the final one, or where the server
// ends the stream.
func (s *site) hear(ctx context.Context, path string, told func(event, fragment string)) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+path+"/events", nil)
	if err != nil {
		return err
	}
	answer, err := s.client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: status %d", request.URL, answer.StatusCode)
	}
	lines := bufio.NewScanner(answer.Body)
	lines.Buffer(nil, 4<<20)
	event := ""
	var fragment strings.Builder
	for lines.Scan() {
		if name, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
			event = name
		}
		if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			fragment.WriteString(data + "\n")
		}
		if lines.Text() != "" || event == "" {
			continue
		}
		told(event, fragment.String())
		if event == "final" {
			return nil
		}
		event = ""
		fragment.Reset()
	}
	if err := lines.Err(); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return ctx.Err()
}

// doubleLab is a folder with a lab as small as a lab can be.
func doubleLab(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "double.md"), []byte(strings.ReplaceAll(doubleText, "'''", "```")), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

const doubleText = `---
title: Double
chapter: clocks
summary: Double a number.
difficulty: 1
minutes: 10
limits: {wall: 1500ms, memory: 128MiB}
checks:
  - {test: TestOne, points: 1, says: "one doubles to two"}
  - {test: TestTwo, points: 2, seeds: 3, says: "two doubles to four"}
---
Double a number.

'''go {file=double.go role=starter}
package double

func Double(n int) int { return 0 }
'''

'''go {file=double_test.go role=visible}
package double_test

import (
	"testing"

	double "lab"
)

// TestThree: three doubles to six.
func TestThree(t *testing.T) {
	if double.Double(3) != 6 {
		t.Error("no")
	}
}
'''

'''go {file=hidden_test.go role=hidden}
package double_test

import (
	"testing"
	"testing/synctest"

	double "lab"
	"sim"
)

func TestOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		if got := double.Double(1); got != 2 {
			t.Errorf("Double(1) = %d, want 2", got)
		}
	})
}

func TestTwo(t *testing.T) {
	if got := double.Double(2); got != 4 {
		t.Errorf("seed %d: Double(2) = %d,\nwant 4", sim.Seed(t), got)
	}
}
'''

'''go {file=double.go role=solution}
package double

func Double(n int) int { return 2 * n }
'''

'''go {file=double.go role=wrong name=triples fails=TestOne,TestTwo}
package double

func Double(n int) int { return 3 * n }
'''

## Hints

### TestOne
1. One and one.

### TestTwo
1. Two and two.
`
