package webtest

import (
	"compress/gzip"
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"path"
	"regexp"
	"strings"

	"github.com/andybalholm/brotli"
)

const (
	// excerpt is how much of an unexpected body is quoted.
	excerpt = 600
	// largest bounds one answer; no page of a course comes near it.
	largest = 16 << 20
)

//go:embed ready/*.txt
var ready embed.FS

// Ready plays the read-only scripts of this package against the server at base
// ("http://127.0.0.1:8080"): when it returns nil, every kind of page is there
// and whole. It changes nothing on the server.
func Ready(ctx context.Context, transport http.RoundTripper, base string) error {
	files, err := ready.ReadDir("ready")
	if err != nil {
		return fmt.Errorf("webtest: %w", err)
	}
	var faults []error
	for _, f := range files {
		text, err := ready.ReadFile(path.Join("ready", f.Name()))
		if err != nil {
			return fmt.Errorf("webtest: %w", err)
		}
		s, err := parse(f.Name(), string(text))
		if err != nil {
			return err
		}
		for _, e := range s.exchanges {
			if !e.readOnly() {
				return fmt.Errorf("%s:%d: %s changes the server, and a readiness check must not", s.name, e.line, e.method)
			}
		}
		faults = append(faults, s.play(ctx, transport, base))
	}
	return errors.Join(faults...)
}

// Play plays one script against the server at base and returns everything that
// was not as wanted, a line each, with the script's name and line.
func Play(ctx context.Context, transport http.RoundTripper, base, name, text string) error {
	s, err := parse(name, text)
	if err != nil {
		return err
	}
	return s.play(ctx, transport, base)
}

// An answer is what came back, unpacked.
type answer struct {
	status int
	header http.Header
	body   string
}

func (s *script) play(ctx context.Context, transport http.RoundTripper, base string) error {
	client, err := newReader(transport)
	if err != nil {
		return err
	}
	base = strings.TrimSuffix(base, "/")
	values := map[string]string{"base": base}
	var faults []error
	for _, e := range s.exchanges {
		if e.method == "" {
			if client, err = newReader(transport); err != nil {
				return err
			}
			continue
		}
		got, err := e.ask(ctx, client, base, values)
		if err != nil {
			// What follows builds on this answer.
			return errors.Join(append(faults, fmt.Errorf("%s:%d: %s %s: %w", s.name, e.line, e.method, e.path, err))...)
		}
		for _, w := range e.wants {
			if err := w.hold(got, values); err != nil {
				faults = append(faults, fmt.Errorf("%s:%d: %s %s: %w", s.name, w.line, e.method, e.path, err))
			}
		}
		for _, k := range e.keeps {
			if err := k.take(got, values); err != nil {
				return errors.Join(append(faults, fmt.Errorf("%s:%d: %s %s: %w", s.name, k.line, e.method, e.path, err))...)
			}
		}
	}
	return errors.Join(faults...)
}

func newReader(transport http.RoundTripper) (*http.Client, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, fmt.Errorf("webtest: %w", err)
	}
	return &http.Client{
		Transport:     transport,
		Jar:           jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}, nil
}

func (e *exchange) ask(ctx context.Context, client *http.Client, base string, values map[string]string) (*answer, error) {
	target, err := fill(e.path, values, asIs)
	if err != nil {
		return nil, err
	}
	var body io.Reader
	if len(e.form) > 0 {
		encoded, err := e.encoded(values)
		if err != nil {
			return nil, err
		}
		body = strings.NewReader(encoded)
	}
	r, err := http.NewRequestWithContext(ctx, e.method, base+target, body)
	if err != nil {
		return nil, err
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	// Said openly, so that no transport compresses behind the script's back.
	r.Header.Set("Accept-Encoding", "identity")
	for _, h := range e.headers {
		value, err := fill(h.value, values, asIs)
		if err != nil {
			return nil, err
		}
		r.Header.Set(h.name, value)
	}
	response, err := client.Do(r)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	text, err := unpack(response)
	if err != nil {
		return nil, fmt.Errorf("body: %w", err)
	}
	return &answer{response.StatusCode, response.Header, text}, nil
}

func unpack(response *http.Response) (string, error) {
	raw := io.LimitReader(response.Body, largest)
	if response.Request.Method == http.MethodHead || response.StatusCode == http.StatusNotModified {
		left, err := io.ReadAll(raw)
		if err == nil && len(left) > 0 {
			err = fmt.Errorf("%d bytes where there must be none", len(left))
		}
		return "", err
	}
	switch coding := response.Header.Get("Content-Encoding"); coding {
	case "":
	case "gzip":
		unzipped, err := gzip.NewReader(raw)
		if err != nil {
			return "", err
		}
		raw = unzipped
	case "br":
		raw = brotli.NewReader(raw)
	default:
		return "", fmt.Errorf("coded as %q", coding)
	}
	text, err := io.ReadAll(raw)
	return string(text), err
}

func (a *answer) read(of source) string {
	if of.part == "header" {
		return strings.Join(a.header.Values(of.header), "\n")
	}
	return a.body
}

func (w *want) hold(got *answer, values map[string]string) error {
	if w.of.part == "status" {
		if got.status != w.status {
			return fmt.Errorf("want status %d, got %d: %s", w.status, got.status, short(got.body))
		}
		return nil
	}
	pattern, err := fill(w.pattern, values, regexp.QuoteMeta)
	if err != nil {
		return err
	}
	expression, err := regexp.Compile(pattern)
	if err != nil {
		return err
	}
	text := got.read(w.of)
	switch found := expression.FindStringIndex(text); {
	case found == nil && !w.not:
		return fmt.Errorf("want %s ~ %s, got: %s", w.of, pattern, short(text))
	case found != nil && w.not:
		return fmt.Errorf("want %s !~ %s, got: %s", w.of, pattern, short(text[found[0]:]))
	}
	return nil
}

func (k *keep) take(got *answer, values map[string]string) error {
	pattern, err := fill(k.pattern, values, regexp.QuoteMeta)
	if err != nil {
		return err
	}
	expression, err := regexp.Compile(pattern)
	if err != nil {
		return err
	}
	text := got.read(k.of)
	match := expression.FindStringSubmatch(text)
	if len(match) < 2 {
		return fmt.Errorf("nothing to keep as %s: %s ~ %s does not match: %s", k.name, k.of, pattern, short(text))
	}
	values[k.name] = match[1]
	return nil
}

func short(text string) string {
	if len(text) > excerpt {
		return text[:excerpt] + " …"
	}
	return text
}
