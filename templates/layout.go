package templates

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"happensbefore/course"
)

// A Layout is what every page shows around its own matter. It is the same for
// every reader, so that a page that embeds nothing else can be cached for all.
type Layout struct {
	Outline *course.Outline          // nil leaves the outline out, on an error page for example
	Assets  func(name string) string // URL of a static file by its plain name: "site.css"; empty where there is none
	Live    string                   // of a preview, whose pages bring themselves up to date: the book's version; else empty
}

func (l Layout) asset(name string) string {
	if l.Assets == nil {
		return "/static/" + name
	}
	return l.Assets(name)
}

func (l Layout) title() string {
	if l.Outline == nil || l.Outline.Title == "" {
		return siteName
	}
	return l.Outline.Title
}

// language is the book's.
func (l Layout) language() string {
	if l.Outline == nil || l.Outline.Language == "" {
		return "en"
	}
	return l.Outline.Language
}

// guest says whether the book is another's.
func (l Layout) guest() bool { return l.Outline != nil && l.Outline.Guest }

// site is what the pages stand under.
func (l Layout) site() string {
	if l.guest() && l.Outline.Title != "" {
		return l.Outline.Title
	}
	return siteName
}

const siteName = "Happens Before"

// A head is what a page says about itself to browsers and search engines.
type head struct {
	title       string
	description string
	place       menu
	class       string   // of the body: which layout the style sheet lays
	slug        string   // of the chapter that the page is
	scripts     []string // entry points beside page.js
	styles      []string // style sheets beside site.css, by their plain names
	sheets      []string // and those that the server writes, by their addresses
	refresh     int      // seconds after which the browser asks again; 0 is never
	engines     bool     // the page runs programs, itself where it can
	private     bool     // the page is one learner's: not for search engines
}

// A menu is the entry of the site's menu that a page stands under.
type menu string

const (
	inBook     menu = "book"
	inSymptoms menu = "symptoms"
	inLabs     menu = "labs"
	inProgress menu = "progress"
)

func chapterURL(slug string) string { return "/chapters/" + slug }

func labURL(slug string) string { return "/labs/" + slug }

func submissionURL(lab string, id int64) string {
	return labURL(lab) + "/submissions/" + strconv.FormatInt(id, 10)
}

// plural counts in words: "1 check", "3 checks".
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// duration is how long a lab takes, as a person would say it.
func duration(minutes int) string {
	if minutes < 90 {
		return strconv.Itoa(minutes) + " min"
	}
	hours := strconv.FormatFloat(float64(minutes)/60, 'f', 1, 64)
	return strings.TrimSuffix(hours, ".0") + " h"
}

// elapsed is the worker's time with as many digits as anybody wants to read.
func elapsed(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return "under 1 ms"
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	default:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
}

var difficulties = [...]string{"", "a warm-up", "easy", "takes thought", "hard", "a weekend"}

func difficulty(n int) string {
	if n < 1 || n >= len(difficulties) {
		return ""
	}
	return difficulties[n]
}

// instant is written for people; the machine-readable form goes beside it.
func instant(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04") + " UTC" }

// place is where an author finds a problem, as editors write it.
func place(p course.Problem) string {
	if p.Line == 0 {
		return p.File
	}
	return p.File + ":" + strconv.Itoa(p.Line)
}
