package edition

import (
	"strconv"
	"strings"
)

// cover draws the book's cover: the mark, large, and the title over it.
func (v *Volume) cover() string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 1800" width="1200" height="1800" role="img" aria-labelledby="title">
<title id="title">` + escaped(v.title, escapeText) + `</title>
<rect width="1200" height="1800" fill="#12171e"/>
<g fill="none" stroke-linecap="round">
<path d="M220 860V1640M980 860V1640" stroke="#d8dee5" stroke-width="14"/>
<path d="M220 1080 900 1375" stroke="#f2b13c" stroke-width="18"/>
</g>
<path d="M958 1400 858 1393 889 1322Z" fill="#f2b13c"/>
<circle cx="220" cy="1080" r="34" fill="#f2b13c"/>
<g font-family="Georgia, 'Times New Roman', serif" fill="#fdfdfb" font-size="132" font-weight="600">
`)
	lines := broken(v.title, 15)
	for i, line := range lines {
		b.WriteString(`<text x="110" y="` + strconv.Itoa(300+150*i) + `">` + escaped(line, escapeText) + "</text>\n")
	}
	b.WriteString("</g>\n</svg>\n")
	return b.String()
}

// broken breaks a title between words into lines of about so many characters,
// and keeps as many as the cover has room for.
func broken(title string, width int) []string {
	var lines []string
	for word := range strings.FieldsSeq(title) {
		if n := len(lines); n > 0 && len([]rune(lines[n-1]))+1+len([]rune(word)) <= width {
			lines[n-1] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	const room = 4
	if len(lines) > room {
		lines = lines[:room]
		lines[room-1] += " …"
	}
	return lines
}
