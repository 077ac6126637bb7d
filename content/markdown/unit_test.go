package markdown

import (
	"strings"
	"testing"
)

func TestANumberStaysWithItsUnit(t *testing.T) {
	cases := map[string]string{
		"it took 20 ms in all":      "it took 20\u00a0ms in all",
		"a drift of 500 ppm.":       "a drift of 500\u00a0ppm.",
		"between 1 and 7 ms, then":  "between 1 and 7\u00a0ms, then",
		"**38 kg** of dog":          "<strong>38\u00a0kg</strong> of dog",
		"3 machines and 4 messages": "3 machines and 4 messages",
		"`sleep 20 ms`":             "<code>sleep 20 ms</code>",
		"see 5 https://example.com": "see 5 <a href",
		"ends with 12 s":            "ends with 12\u00a0s",
	}
	for source, want := range cases {
		rendered, problems := Render("x.md", 1, []byte(source+"\n"))
		if len(problems) > 0 || !strings.Contains(rendered.HTML, want) {
			t.Errorf("%q: %s %v", source, rendered.HTML, problems)
		}
	}
}
