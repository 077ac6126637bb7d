package server

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"path"
	"strings"

	"happensbefore/course"
	"happensbefore/static"
)

// A keepList is what a browser is told that it can keep for when there is no
// network.
type keepList struct {
	Version     string `json:"version"`     // of all that is listed
	Pages       []kept `json:"pages"`       // the book and the labs
	Files       []kept `json:"files"`       // what the pages load
	Interpreter []kept `json:"interpreter"` // what runs programs in them
	Others      []kept `json:"others"`      // files of this version that are kept only when they were used
}

// kept is an address and about how many bytes it takes on its way.
type kept struct {
	URL   string `json:"url"`
	Title string `json:"title,omitempty"`
	Bytes int    `json:"bytes"`
}

// labPage is about what a lab's page takes on its way, compressed. It is made
// for each request, so it is not weighed.
const labPage = 12 << 10

// keepable makes the list. It waits for the pages that are on it.
func (s *Server) keepable(next *shelf, chapters []*course.Chapter, labs []course.Lab) (*page, error) {
	var list keepList
	sum := sha256.New()
	add := func(url, title string, sh *sheet) error {
		p, err := sh.made()
		if err != nil {
			return err
		}
		list.Pages = append(list.Pages, kept{url, title, p.smallest()})
		fmt.Fprintln(sum, url, p.forms[plain].tag)
		return nil
	}
	for _, fixed := range []struct {
		url, title string
		sheet      *sheet
	}{{"/", "Contents", next.landing}, {"/symptoms", "Symptoms", next.symptoms}, {"/labs", "Labs", next.labs}, {"/offline", "", next.offline}} {
		if err := add(fixed.url, fixed.title, fixed.sheet); err != nil {
			return nil, err
		}
	}
	for _, c := range chapters {
		if err := add("/chapters/"+c.Slug, c.Title, next.chapters[c.Slug]); err != nil {
			return nil, err
		}
	}
	for _, l := range labs {
		list.Pages = append(list.Pages, kept{"/labs/" + l.Slug, l.Title, labPage})
		fmt.Fprintln(sum, l.Slug, l.Title, l.HTML, l.Starter)
	}
	for _, at := range s.Assets.Paths() {
		file, ok := s.Assets.File(at)
		if !ok {
			continue
		}
		fmt.Fprintln(sum, at)
		entry := kept{URL: at, Bytes: onTheWay(file)}
		switch name := path.Base(at); {
		case strings.HasPrefix(name, "engine-worker"), strings.HasPrefix(name, "engine.wasm"), strings.HasPrefix(name, "engine-") && strings.Contains(name, ".wasm"), strings.HasPrefix(name, "wasm_exec"):
			list.Interpreter = append(list.Interpreter, entry)
		case file.Identity == nil, strings.HasPrefix(name, "compiler"), strings.HasPrefix(name, "service-worker"), strings.HasPrefix(name, "preview"), strings.Contains(name, ".png"):
			list.Others = append(list.Others, entry)
		default:
			list.Files = append(list.Files, entry)
		}
	}
	list.Version = hex.EncodeToString(sum.Sum(nil)[:12])
	b, err := json.Marshal(list)
	if err != nil {
		return nil, fmt.Errorf("server: what can be kept: %w", err)
	}
	return newPage("application/json", b, s.codings()...)
}

// onTheWay is what a file takes on its way, in the smallest of its codings.
func onTheWay(f static.File) int {
	for _, form := range [][]byte{f.Brotli, f.Gzip} {
		if form != nil {
			return len(form)
		}
	}
	return len(f.Identity)
}

func (s *Server) offline(w http.ResponseWriter, r *http.Request, _ course.Learner) error {
	return s.shelf.Load().offline.serve(w, r)
}

func (s *Server) offlineList(w http.ResponseWriter, r *http.Request, _ course.Learner) error {
	return s.shelf.Load().offlineList.serve(w, r)
}

// webManifest is what a device asks for to install the course as an app.
func (s *Server) webManifest(w http.ResponseWriter, r *http.Request, _ course.Learner) error {
	type icon struct {
		Src     string `json:"src"`
		Sizes   string `json:"sizes"`
		Type    string `json:"type"`
		Purpose string `json:"purpose"`
	}
	b, err := json.Marshal(map[string]any{
		"id": "/", "start_url": "/", "scope": "/", "display": "standalone", "lang": "en",
		"name": siteTitle(s.Book.Outline()), "short_name": siteTitle(s.Book.Outline()),
		"description":      "A book on distributed systems whose programs run and whose labs are graded.",
		"background_color": "#fdfdfb", "theme_color": "#12171e",
		"icons": []icon{
			{s.Assets.URL("icon-192.png"), "192x192", "image/png", "any"},
			{s.Assets.URL("icon-512.png"), "512x512", "image/png", "any"},
			{s.Assets.URL("icon-maskable.png"), "512x512", "image/png", "maskable"},
		},
	})
	if err != nil {
		return fmt.Errorf("server: manifest: %w", err)
	}
	p := page{kind: "application/manifest+json", forms: map[coding]form{plain: newForm(b)}}
	return p.serve(w, r)
}
