package server

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"

	"happensbefore/course"
	"happensbefore/edition"
)

// Pages knows since when each page has said what it says. It is asked at start
// and at each Reload, with the SHA-256 of each page's words.
type Pages interface {
	Publish(ctx context.Context, pages map[string][32]byte) (course.Publication, error)
}

const atomFeed = "application/atom+xml; charset=utf-8"

// A leaf is a page that the feed tells of.
type leaf struct {
	path, title, summary, kind string
	words                      [32]byte
}

// leaves are the chapters and the labs, in the order of the book.
func leaves(chapters []*course.Chapter, labs []course.Lab) ([]leaf, error) {
	var list []leaf
	for _, c := range chapters {
		sum, err := digest(c.Title, c.Summary, said(c.HTML), c.Review, c.Labs, func() (all []string) {
			for _, e := range c.Examples {
				all = append(all, e.Source, e.Output)
			}
			for _, q := range c.Questions {
				all = append(all, said(q.HTML))
				for _, o := range q.Options {
					all = append(all, said(o.HTML), said(o.Why))
				}
			}
			return all
		}())
		if err != nil {
			return nil, err
		}
		list = append(list, leaf{path: "/chapters/" + c.Slug, title: c.Title, summary: c.Summary, kind: "chapter", words: sum})
	}
	for _, l := range labs {
		sum, err := digest(l.Title, l.Summary, said(l.HTML), l.Starter, l.Tests, func() (all []string) {
			for _, c := range l.Checks {
				all = append(all, c.Says)
			}
			return all
		}())
		if err != nil {
			return nil, err
		}
		list = append(list, leaf{path: "/labs/" + l.Slug, title: l.Title, summary: l.Summary, kind: "lab", words: sum})
	}
	return list, nil
}

// publish tells what the pages say now and learns since when they have.
func (s *Server) publish(list []leaf) (course.Publication, error) {
	sums := make(map[string][32]byte, len(list))
	for _, l := range list {
		sums[l.path] = l.words
	}
	p, err := s.Pages.Publish(context.Background(), sums)
	if err != nil {
		return p, fmt.Errorf("server: %w", err)
	}
	return p, nil
}

// digest is a sum of what a page says to who reads it.
func digest(parts ...any) ([32]byte, error) {
	b, err := json.Marshal(parts)
	if err != nil {
		return [32]byte{}, fmt.Errorf("server: feed: %w", err)
	}
	return sha256.Sum256(b), nil
}

// said is the text of HTML without its markup and its spaces: a page that is only marked up
// otherwise, by a newer version of this program, has not changed.
func said(markup string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(markup))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return strings.Join(strings.Fields(b.String()), "")
		case html.TextToken:
			b.Write(z.Text())
		}
	}
}

// The elements of Atom (RFC 4287) that the feed has.
type (
	atomDocument struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang    string      `xml:"xml:lang,attr"`
		ID      string      `xml:"id"`
		Title   string      `xml:"title"`
		Updated string      `xml:"updated"`
		Author  string      `xml:"author>name"`
		Rights  string      `xml:"rights"`
		Links   []atomLink  `xml:"link"`
		Entries []atomEntry `xml:"entry"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr"`
		Href string `xml:"href,attr"`
	}
	atomEntry struct {
		ID        string       `xml:"id"`
		Title     string       `xml:"title"`
		Published string       `xml:"published"`
		Updated   string       `xml:"updated"`
		Link      atomLink     `xml:"link"`
		Category  atomCategory `xml:"category"`
		Summary   string       `xml:"summary"`
	}
	atomCategory struct {
		Term string `xml:"term,attr"`
	}
)

// feed is the Atom feed of what changed, the newest first. Where nobody has
// said where the site is, links are relative to the feed's own address, which
// Atom permits.
func (s *Server) feed(title string, list []leaf, p course.Publication) (*page, error) {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b leaf) int { return p.Pages[b.path].Changed.Compare(p.Pages[a.path].Changed) })
	doc := atomDocument{
		Lang: "en", ID: edition.Name(p.ID), Title: title, Author: title, Updated: changed(p).Format(time.RFC3339),
		Rights: "Text and labs under CC BY 4.0, code under the MIT licence",
		Links:  []atomLink{{"self", "application/atom+xml", s.Site + "/feed.atom"}, {"alternate", "text/html", s.Site + "/"}},
	}
	for _, l := range list {
		at := p.Pages[l.path]
		doc.Entries = append(doc.Entries, atomEntry{
			ID: edition.Name(p.ID + l.path), Title: l.title, Published: at.Since.Format(time.RFC3339), Updated: at.Changed.Format(time.RFC3339),
			Link: atomLink{"alternate", "text/html", s.Site + l.path}, Category: atomCategory{l.kind}, Summary: l.summary,
		})
	}
	b, err := xml.MarshalIndent(doc, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("server: feed: %w", err)
	}
	return newPage(atomFeed, append([]byte(xml.Header), append(b, '\n')...), s.codings()...)
}

// changed is when the newest change was; the zero time of no pages at all.
func changed(p course.Publication) (newest time.Time) {
	for _, at := range p.Pages {
		if at.Changed.After(newest) {
			newest = at.Changed
		}
	}
	return newest
}

func (s *Server) atom(w http.ResponseWriter, r *http.Request, _ course.Learner) error {
	return s.shelf.Load().feed.serve(w, r)
}
