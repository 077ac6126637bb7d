package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/ledongthuc/pdf"

	"happensbefore/edition"
)

// browsers are the names that Chromium goes by.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

// printTime bounds one printing. A book of 70 pages takes some seconds.
const printTime = 5 * time.Minute

// printed has Chromium print the book. Its contents name the pages, which
// Chromium cannot look up for itself: so the book is printed twice, the first
// time to see where its chapters begin.
func printed(ctx context.Context, v *edition.Volume, style, dir string) (made []byte, err error) {
	browser := ""
	for _, name := range browsers {
		if found, err := exec.LookPath(name); err == nil {
			browser = found
			break
		}
	}
	if browser == "" {
		return nil, &exitError{statusNo, "export: a PDF is printed by Chromium, and none is on the PATH. Install it (on Debian: apt-get install chromium), or export html and print that from a browser."}
	}
	// Beside the file and not hidden: a Chromium in a sandbox of its own, as a
	// snap is, sees neither /tmp nor hidden folders.
	at, err := os.MkdirTemp(dir, "export-*")
	if err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(at)) }()
	if at, err = filepath.Abs(at); err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}

	const unknown = 888 // as wide as the numbers that will stand there
	made, err = printOnce(ctx, browser, at, v, style, func(string) int { return unknown })
	// Should the numbers themselves move a chapter, the next turn has it.
	var known map[string]int
	for turn := 0; err == nil && turn < 3; turn++ {
		pages, err := beginnings(made)
		if err != nil {
			return nil, err
		}
		if maps.Equal(pages, known) {
			break
		}
		known = pages
		if made, err = printOnce(ctx, browser, at, v, style, func(id string) int { return known[id] }); err != nil {
			return nil, err
		}
	}
	return made, err
}

func printOnce(ctx context.Context, browser, at string, v *edition.Volume, style string, number func(id string) int) ([]byte, error) {
	page, err := v.File(ctx, style, number)
	if err != nil {
		return nil, err
	}
	source, target := filepath.Join(at, "book.html"), filepath.Join(at, "book.pdf")
	if err := os.WriteFile(source, page, 0o600); err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, printTime)
	defer cancel()
	args := []string{"--headless", "--disable-gpu", "--no-first-run", "--user-data-dir=" + filepath.Join(at, "profile"),
		"--no-pdf-header-footer", "--generate-pdf-document-outline", "--print-to-pdf=" + target}
	if os.Geteuid() == 0 {
		args = append(args, "--no-sandbox") // root has none; the only page is ours and holds no script
	}
	cmd := exec.CommandContext(ctx, browser, append(args, (&url.URL{Scheme: "file", Path: source}).String())...)
	cmd.WaitDelay = 5 * time.Second
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	runErr := cmd.Run()
	made, err := os.ReadFile(target)
	if err = errors.Join(runErr, err); err != nil {
		return nil, fmt.Errorf("export: %s printed nothing: %w\n%s", browser, err, lastLines(said.String(), 5))
	}
	return made, nil
}

func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}

// beginnings are the pages on which the places that something links to begin,
// by their ids.
func beginnings(printed []byte) (map[string]int, error) {
	r, err := pdf.NewReader(bytes.NewReader(printed), int64(len(printed)))
	if err != nil {
		return nil, fmt.Errorf("export: what was printed cannot be read: %w", err)
	}
	// A page is told by what it says of itself: its contents are its own.
	numbers := make(map[string]int)
	for n := 1; n <= r.NumPage(); n++ {
		numbers[r.Page(n).V.String()] = n
	}
	places := r.Trailer().Key("Root").Key("Dests")
	pages := make(map[string]int)
	for _, id := range places.Keys() {
		if n := numbers[places.Key(id).Index(0).String()]; n > 0 {
			pages[id] = n
		}
	}
	if len(pages) == 0 {
		return nil, errors.New("export: what was printed names no places: use a newer Chromium")
	}
	return pages, nil
}
