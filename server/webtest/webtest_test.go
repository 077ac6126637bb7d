package webtest

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

// echo is a small server with everything that a script can look at.
func echo(t *testing.T) string {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /hello", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v(1)"`)
		if r.Header.Get("If-None-Match") == `"v(1)"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprintf(w, "hello\nworld, coding %q\n", r.Header.Get("Accept-Encoding"))
	})
	mux.HandleFunc("POST /form", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "%q\n", r.PostFormValue("text"))
		fmt.Fprintf(w, "%d fields, %s\n", len(r.PostForm), r.Host)
	})
	mux.HandleFunc("GET /count", func(w http.ResponseWriter, r *http.Request) {
		count := "1"
		if c, err := r.Cookie("count"); err == nil {
			count = c.Value + "1"
		}
		http.SetCookie(w, &http.Cookie{Name: "count", Value: count})
		io.WriteString(w, count)
	})
	mux.HandleFunc("GET /away", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/hello", http.StatusSeeOther) })
	mux.HandleFunc("GET /zipped", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		io.WriteString(z, "packed")
		z.Close()
	})
	mux.HandleFunc("GET /brotlied", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "br")
		z := brotli.NewWriter(w)
		io.WriteString(z, "packed")
		z.Close()
	})
	mux.HandleFunc("GET /odd", func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Content-Encoding", "rot13") })
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	return srv.URL
}

// TestPlay holds scripts against what they must report: nothing, or the line
// and the fault.
func TestPlay(t *testing.T) {
	tests := []struct {
		name, script, want string
	}{
		{"all as wanted", "# a comment\nGET /hello\nwant status 200\nwant body ~ ^hello\nwant body !~ secret\nwant header ETag ~ v\\(1\\)\nwant no header Set-Cookie", ""},
		{"another status", "GET /hello\nwant status 404", "s.txt:2: GET /hello: want status 404, got 200: hello"},
		{"a body that does not match", "GET /hello\nwant status 200\nwant body ~ ^world", "s.txt:3: GET /hello: want body ~ ^world, got: hello"},
		{"a body that must not match", "GET /hello\nwant status 200\nwant body !~ world", "s.txt:3: GET /hello: want body !~ world, got: world"},
		{"a header that is not there", "GET /hello\nwant status 200\nwant header X-Nothing ~ .", "s.txt:3: GET /hello: want header X-Nothing ~ ., got: "},
		{"a header that must not be there", "GET /hello\nwant status 200\nwant no header ETag", "s.txt:3: GET /hello: want header ETag !~"},
		{"two faults are two lines", "GET /hello\nwant status 404\nwant body ~ nothing", "s.txt:3: GET /hello: want body ~ nothing"},
		{"kept, and quoted in an expression", "GET /hello\nwant status 200\nkeep tag = header ETag ~ (.+)\n\nGET /hello\nwant status 200\nwant header ETag ~ ^${tag}$", ""},
		{"kept, and sent", "GET /hello\nwant status 200\nkeep tag = header ETag ~ (.+)\n\nGET /hello\nheader If-None-Match: ${tag}\nwant status 304", ""},
		{"nothing to keep", "GET /hello\nwant status 200\nkeep tag = body ~ (secret)\n\nGET /nowhere\nwant status 200", "s.txt:3: GET /hello: nothing to keep as tag"},
		{"never kept", "GET /hello\nwant status 200\nwant body ~ ${tag}", `s.txt:3: GET /hello: nothing was kept as "tag"`},
		{"never kept, in a path", "GET ${tag}\nwant status 200", `s.txt:1: GET ${tag}: nothing was kept as "tag"`},
		{"a form on one line", "POST /form\nform text = a = b & c\nwant status 200\nwant body ~ ^\"a = b & c\"\nwant body ~ 1 fields", ""},
		{"a form over several lines", "POST /form\nform text:\n\tone\n\n\t\ttwo\nwant status 200\nwant body ~ ^\"one\\\\n\\\\n\\\\ttwo\\\\n\"$|^\"one", ""},
		{"the server's address", "POST /form\nform text = ${base}\nwant status 200\nwant body ~ ^\"http://127", ""},
		{"cookies are kept", "GET /count\nwant status 200\n\nGET /count\nwant status 200\nwant body ~ ^11$", ""},
		{"until there is a new reader", "GET /count\nwant status 200\n\nnew reader\n\nGET /count\nwant status 200\nwant body ~ ^1$", ""},
		{"redirects are not followed", "GET /away\nwant status 303\nwant header Location ~ ^/hello$", ""},
		{"gzip is unpacked", "GET /zipped\nwant status 200\nwant body ~ ^packed$", ""},
		{"brotli is unpacked", "GET /brotlied\nwant status 200\nwant body ~ ^packed$", ""},
		{"another coding is not", "GET /odd\nwant status 200", `coded as "rot13"`},
		{"a HEAD has no body", "HEAD /hello\nwant status 200\nwant body ~ ^$", ""},
	}
	base := echo(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := Play(t.Context(), http.DefaultTransport, base, "s.txt", tt.script)
			if tt.want == "" {
				if err != nil {
					t.Error(err)
				}
			} else if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q in it", err, tt.want)
			}
		})
	}
}

func TestScriptsThatAreNone(t *testing.T) {
	tests := []struct{ name, script, want string }{
		{"nothing", "\n# only a comment\n", "holds no request"},
		{"no status wanted", "GET /hello\nwant body ~ x", "s.txt:1: GET /hello: does not say which status it wants"},
		{"no request", "want status 200", "s.txt:1: want a request"},
		{"a verb that is none", "GET /hello\nwnat status 200", `s.txt:2: "wnat" is none of`},
		{"a status that is none", "GET /hello\nwant status 2000", `s.txt:2: "2000" is no status`},
		{"an expression that is none", "GET /hello\nwant body ~ (", "s.txt:2: want status N"},
		{"something else wanted", "GET /hello\nwant cookie x", "s.txt:2: want status N"},
		{"a header without a value", "GET /hello\nheader X", "s.txt:2: want header Name: value"},
		{"a form without a value", "GET /hello\nform x", "s.txt:2: want form name = value"},
		{"a keep without an expression", "GET /hello\nkeep x = body", "s.txt:2: want keep name"},
		{"a keep of what is not there", "GET /hello\nkeep x = body !~ y", "s.txt:2: want keep name"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := parse("s.txt", tt.script); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q in it", err, tt.want)
			}
		})
	}
}

func TestReadyFailsWhereTheCourseIsNot(t *testing.T) {
	err := Ready(t.Context(), http.DefaultTransport, echo(t))
	if err == nil {
		t.Fatal("a server without a course is ready")
	}
	files, dirErr := ready.ReadDir("ready")
	if dirErr != nil {
		t.Fatal(dirErr)
	}
	for _, f := range files {
		if !strings.Contains(err.Error(), f.Name()) {
			t.Errorf("%s finds nothing wrong with it", f.Name())
		}
	}
}

func TestReadyScriptsChangeNothing(t *testing.T) {
	files, err := ready.ReadDir("ready")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := ready.ReadFile(path.Join("ready", f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		s, err := parse(f.Name(), string(text))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range s.exchanges {
			if !e.readOnly() {
				t.Errorf("%s:%d: %s", f.Name(), e.line, e.method)
			}
		}
	}
}
