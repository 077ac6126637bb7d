package server

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
)

// A coding is a content coding we keep pages in.
type coding string

const (
	plain   coding = ""
	gzipped coding = "gzip"
	brotled coding = "br"
)

// preferred holds the codings from the smallest result to the largest; where a
// reader accepts several equally, the first wins.
var preferred = [...]coding{brotled, gzipped, plain}

// A page is one answer that is the same for everybody, ready to be sent in
// every coding that pays; the plain one is always there.
type page struct {
	kind  string // Content-Type
	forms map[coding]form
}

// A form of a page is its bytes in one coding. Its tag is strong: one tag, one
// sequence of bytes. The plain form of a page that is kept compressed has no
// bytes: hardly anybody asks for it, and it is most of what a book would take.
type form struct {
	bytes []byte
	tag   string
}

// newPage compresses a page into the codings, which happens once. The hardest
// levels of brotli would save two percent more and take several times as long.
func newPage(kind string, body []byte, codings ...coding) (*page, error) {
	p := &page{kind: kind, forms: map[coding]form{plain: newForm(body)}}
	for _, c := range codings {
		var out bytes.Buffer
		if err := compress(&out, c, body); err != nil {
			return nil, fmt.Errorf("server: %s: %w", c, err)
		}
		p.forms[c] = newForm(bytes.Clone(out.Bytes()))
	}
	if len(codings) > 0 {
		p.forms[plain] = form{tag: p.forms[plain].tag}
	}
	return p, nil
}

// unpacked is the plain form of a page that is kept compressed.
func (p *page) unpacked() ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(p.forms[gzipped].bytes))
	if err != nil {
		return nil, fmt.Errorf("server: %w", err)
	}
	body, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("server: %w", err)
	}
	return body, nil
}

func compress(out io.Writer, c coding, body []byte) error {
	var w io.WriteCloser = brotli.NewWriterLevel(out, brotli.DefaultCompression)
	if c == gzipped {
		var err error
		if w, err = gzip.NewWriterLevel(out, gzip.BestCompression); err != nil {
			return err
		}
	}
	if _, err := w.Write(body); err != nil {
		return err
	}
	return w.Close()
}

func newForm(b []byte) form {
	sum := sha256.Sum256(b)
	return form{bytes: b, tag: `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`}
}

// serve sends the page in the coding the reader likes best, or says that the
// reader's copy is still good.
func (p *page) serve(w http.ResponseWriter, r *http.Request) error {
	c := p.negotiate(r.Header.Values("Accept-Encoding"))
	f := p.forms[c]
	h := w.Header()
	h.Set("ETag", f.tag)
	asItIs(h)
	if matches(r.Header.Values("If-None-Match"), f.tag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	if f.bytes == nil && c == plain {
		var err error
		if f.bytes, err = p.unpacked(); err != nil {
			return err
		}
	}
	h.Set("Content-Type", p.kind)
	if c != plain {
		h.Set("Content-Encoding", string(c))
	}
	h.Set("Content-Length", strconv.Itoa(len(f.bytes)))
	w.WriteHeader(http.StatusOK)
	w.Write(f.bytes) // the reader going away is not our error
	return nil
}

// negotiate reads Accept-Encoding (RFC 9110, 12.5.3). Who refuses even the
// plain form gets it all the same: a page one can read beats a 406.
func (p *page) negotiate(accept []string) coding {
	weights := make(map[string]float64)
	for part := range strings.SplitSeq(strings.Join(accept, ","), ",") {
		name, params, _ := strings.Cut(part, ";")
		weights[strings.ToLower(strings.TrimSpace(name))] = weight(params)
	}
	best, most := plain, 0.0
	for _, c := range preferred {
		if _, ok := p.forms[c]; !ok {
			continue
		}
		q, named := weights[string(c)]
		if c == plain {
			// Acceptable unless refused, but never preferred by silence.
			if q, named = weights["identity"]; !named {
				continue
			}
		} else if !named {
			q = weights["*"]
		}
		if q > most {
			best, most = c, q
		}
	}
	return best
}

// weight reads ";q=0.5"; what cannot be read counts as no wish at all.
func weight(params string) float64 {
	name, value, ok := strings.Cut(strings.TrimSpace(params), "=")
	if !ok {
		return 1
	}
	q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || strings.TrimSpace(name) != "q" || !(q >= 0 && q <= 1) {
		return 0
	}
	return q
}

// matches says whether If-None-Match names the tag. The comparison is the weak
// one, as RFC 9110 (13.1.2) asks: a proxy may have put W/ before our tag.
func matches(header []string, tag string) bool {
	for candidate := range strings.SplitSeq(strings.Join(header, ","), ",") {
		candidate = strings.TrimSpace(candidate)
		if candidate == "*" || strings.TrimPrefix(candidate, "W/") == tag {
			return true
		}
	}
	return false
}

// smallest is what the page takes on its way to a browser of today, in bytes.
func (p *page) smallest() int {
	for _, c := range preferred {
		if f, ok := p.forms[c]; ok {
			return len(f.bytes)
		}
	}
	return 0
}
