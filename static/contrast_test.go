package static

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"testing"
)

var (
	token = regexp.MustCompile(`--([a-z-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\);`)
	sepia = regexp.MustCompile(`(?s):root\[data-theme="sepia"\] \{(.*?)\}`)
	own   = regexp.MustCompile(`--([a-z-]+): #([0-9a-f]{6});`)
)

// Text must stand out from every ground it is set on by 4.5:1, and drawings
// that mean something by 3:1 (WCAG 2.2, 1.4.3 and 1.4.11), in every theme.
func TestColoursCanBeReadInEveryTheme(t *testing.T) {
	source, err := os.ReadFile("src/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	themes := map[string]map[string]string{"light": {}, "dark": {}, "sepia": {}}
	for _, m := range token.FindAllStringSubmatch(string(source), -1) {
		themes["light"][m[1]], themes["dark"][m[1]] = m[2], m[3]
	}
	block := sepia.FindSubmatch(source)
	if block == nil {
		t.Fatal("tokens.css has no sepia")
	}
	for _, m := range own.FindAllStringSubmatch(string(block[1]), -1) {
		themes["sepia"][m[1]] = m[2]
	}
	for name := range themes["light"] {
		if themes["sepia"][name] == "" {
			t.Errorf("sepia has no --%s", name)
		}
	}
	text := []string{"ink", "ink-soft", "ink-faint", "link", "accent-ink", "pass", "fail",
		"code-keyword", "code-string", "code-number", "code-comment", "code-function", "code-type"}
	drawn := []string{"accent", "rule-strong"}
	grounds := []string{"paper", "raised", "tint"}
	for theme, colours := range themes {
		for _, ground := range grounds {
			hold := func(names []string, least float64) {
				for _, name := range names {
					if colours[name] == "" || colours[ground] == "" {
						t.Fatalf("tokens.css lacks --%s or --%s for %s", name, ground, theme)
					}
					if c := contrast(t, colours[name], colours[ground]); c < least {
						t.Errorf("%s: --%s on --%s has a contrast of %.2f, want %.1f", theme, name, ground, c, least)
					}
				}
			}
			hold(text, 4.5)
			if ground == "paper" || ground == "raised" {
				hold(drawn, 3)
			}
		}
		// A button is paper on ink, or on the link's colour when pointed at.
		for _, ground := range []string{"ink", "link"} {
			if c := contrast(t, colours["paper"], colours[ground]); c < 4.5 {
				t.Errorf("%s: a button's text on --%s has a contrast of %.2f", theme, ground, c)
			}
		}
		if c := contrast(t, colours["fail"], colours["fail-tint"]); c < 4.5 {
			t.Errorf("%s: --fail on --fail-tint has a contrast of %.2f", theme, c)
		}
	}
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	la, lb := luminance(t, a), luminance(t, b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	linear := func(c uint64) float64 {
		v := float64(c&0xff) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n>>16) + 0.7152*linear(n>>8) + 0.0722*linear(n)
}
