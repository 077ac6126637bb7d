package trace

import (
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestDrawings(t *testing.T) {
	for name, tr := range samples(t) {
		t.Run(name, func(t *testing.T) {
			golden(t, name+".svg", tr.SVG("figure"))
			golden(t, name+".txt", tr.Text())
		})
	}
}

// A page's policy forbids styles and scripts in the page, so a drawing that
// holds any would lose them.
func TestDrawingsKeepToThePolicy(t *testing.T) {
	for name, tr := range samples(t) {
		svg := tr.SVG("figure")
		wellFormed(t, svg)
		if m := regexp.MustCompile(`<style|<script| style=| on[a-z]+=|(?:fill|stroke)="(?:#|rgb)`).FindString(svg); m != "" {
			t.Errorf("%s holds %q", name, m)
		}
		for _, needed := range []string{`role="img"`, `aria-labelledby="figure-title figure-desc"`, `<title id="figure-title">`, `<desc id="figure-desc">`, `viewBox="0 0 `} {
			if !strings.Contains(svg, needed) {
				t.Errorf("%s lacks %s", name, needed)
			}
		}
	}
}

// A script walks the events, so each must carry what it is.
func TestEventsCarryTheirData(t *testing.T) {
	svg := parse(t, "nodes: A, B\nA: x\nA -> B: m\nB <- m\n").SVG("f")
	for _, want := range []string{
		`data-id="e1" data-kind="local" data-node="A" data-lamport="1" data-vector="1,0"`,
		`data-id="e2" data-kind="send" data-node="A" data-message="m" data-lamport="2" data-vector="2,0"`,
		`data-id="e3" data-kind="receive" data-node="B" data-message="m" data-lamport="3" data-vector="2,1"`,
		`class="trace-message" data-message="m" data-from="e2" data-to="e3"`,
	} {
		if !strings.Contains(svg, want) {
			t.Errorf("no element with %s", want)
		}
	}
}

// No text may cover a node's name, another text or a marker, or leave the picture.
func TestTextsStandClear(t *testing.T) {
	for name, tr := range samples(t) {
		l := newLayout(tr)
		for i, c := range l.captions {
			if c.lines == nil {
				continue
			}
			what := strings.Join(c.lines, " ")
			if c.area.x < 0 || c.area.x+c.area.w > l.width || c.area.y+c.area.h > l.height {
				t.Errorf("%s: %q leaves the picture: %+v", name, what, c.area)
			}
			if c.area.y < l.headLine {
				t.Errorf("%s: %q covers the nodes' names", name, what)
			}
			for j := range l.captions {
				if j > i && l.captions[j].lines != nil && c.area.overlaps(l.captions[j].area) {
					t.Errorf("%s: %q and %q cover each other", name, what, strings.Join(l.captions[j].lines, " "))
				}
				if l.badges[j].w > 0 && c.area.overlaps(l.badges[j]) {
					t.Errorf("%s: %q covers the marker of %s", name, what, l.Events[j].ID)
				}
			}
		}
	}
}

// An arrow that runs over a third node's marker would look as if the message
// had passed through that event.
func TestArrowsPassMarkersBy(t *testing.T) {
	tr := parse(t, "nodes: A, B, C\nA -> B: m1\nA -> C: m2\nB <- m1\nC <- m2\n")
	if i := newLayout(tr).runOver(); i >= 0 {
		t.Errorf("an arrow runs over the marker of %s", tr.Events[i].ID)
	}
}

func TestLongTracesAreCut(t *testing.T) {
	tr := random(1, 3, MaxEvents+100)
	if err := tr.Stamp(); err != nil {
		t.Fatal(err)
	}
	svg := tr.SVG("f")
	wellFormed(t, svg)
	if got := strings.Count(svg, `class="trace-event `); got != MaxEvents {
		t.Errorf("%d events are drawn, want %d", got, MaxEvents)
	}
	if !strings.Contains(svg, "100 more events are not drawn") {
		t.Error("the drawing does not say that it is cut")
	}
}

func BenchmarkSVG(b *testing.B) {
	source, err := os.ReadFile(filepath.Join("testdata", "everything.trace"))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		tr, err := Parse(string(source))
		if err != nil {
			b.Fatal(err)
		}
		_ = tr.SVG("b")
	}
}

func samples(t *testing.T) map[string]*Trace {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "*.trace"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	all := map[string]*Trace{}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tr, err := Parse(string(source))
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		all[strings.TrimSuffix(filepath.Base(file), ".trace")] = tr
	}
	return all
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got), run with -update if it is meant:\n%s", file, diff)
	}
}

func wellFormed(t *testing.T, svg string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, svg)
		}
	}
}
