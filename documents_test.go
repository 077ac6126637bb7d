package happensbefore_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"happensbefore/labs"
)

// The lab in README.md is what an instructor copies first.
func TestLabInTheReadmeIsALab(t *testing.T) {
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(page), "\n`````markdown\n")
	example, _, closed := strings.Cut(rest, "\n`````\n")
	if !found || !closed {
		t.Fatal("README.md has no fence of five backticks with a lab")
	}
	shelf, problems := labs.Load(fstest.MapFS{"backoff.md": {Data: []byte(example + "\n")}}, "labs")
	for _, problem := range problems {
		t.Error(problem)
	}
	lab, err := shelf.Lab("backoff")
	if err != nil {
		t.Fatal(err)
	}
	if len(lab.Checks) != 2 || len(lab.Visible) != 1 || len(lab.Starter) != 1 {
		t.Errorf("the lab has %d checks, %d visible tests and %d starter files, want 2, 1 and 1", len(lab.Checks), len(lab.Visible), len(lab.Starter))
	}
}

var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

func TestLinksOfTheDocumentsLeadSomewhere(t *testing.T) {
	pages, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	if len(pages) == 0 {
		t.Fatal("no documents at the root")
	}
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range link.FindAllStringSubmatch(withoutCode(string(text)), -1) {
			if strings.Contains(match[1], "://") {
				continue
			}
			target, anchor, _ := strings.Cut(match[1], "#")
			if target == "" {
				target = page
			}
			content, err := os.ReadFile(target)
			if err != nil {
				t.Errorf("%s: the link to %s leads nowhere: %v", page, match[1], err)
				continue
			}
			if anchor != "" && !anchors(string(content))[anchor] {
				t.Errorf("%s: %s has no heading for #%s", page, target, anchor)
			}
		}
	}
}

var notInAnchor = regexp.MustCompile(`[^\p{L}\p{N} _-]`)

// anchors are the ids that code hosts give to a page's headings.
func anchors(page string) map[string]bool {
	ids := make(map[string]bool)
	for _, line := range strings.Split(withoutCode(page), "\n") {
		if title, heading := strings.CutPrefix(strings.TrimLeft(line, "#"), " "); heading && strings.HasPrefix(line, "#") {
			id := strings.ToLower(notInAnchor.ReplaceAllString(title, ""))
			ids[strings.ReplaceAll(id, " ", "-")] = true
		}
	}
	return ids
}

// withoutCode blanks fenced blocks, where brackets and hashes mean other things.
func withoutCode(page string) string {
	var kept []string
	fence := ""
	for _, line := range strings.Split(page, "\n") {
		ticks := line[:len(line)-len(strings.TrimLeft(line, "`"))]
		switch {
		case fence == "" && len(ticks) >= 3:
			fence = ticks
		case fence != "" && strings.HasPrefix(line, fence):
			fence = ""
		case fence == "":
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}
