package templates

import (
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"happensbefore/course"
)

// filePlace is how Go writes a place in a file: clock.go:12 or clock.go:12:3.
var filePlace = regexp.MustCompile(`\b(\w[\w.-]*\.go):(\d{1,6})(?::(\d{1,6}))?\b`)

// marked is a message as HTML in which every place in the learner's own files
// leads there.
func (v VerdictView) marked(message string) string {
	var b strings.Builder
	end := 0
	for _, at := range filePlace.FindAllStringSubmatchIndex(message, -1) {
		file, line, column := message[at[2]:at[3]], message[at[4]:at[5]], "1"
		if at[6] >= 0 {
			column = message[at[6]:at[7]]
		}
		if !v.own(file) {
			continue
		}
		b.WriteString(html.EscapeString(message[end:at[0]]))
		b.WriteString(`<a class="place" href="` + html.EscapeString(v.lineURL(file, line)) +
			`" data-file="` + html.EscapeString(file) + `" data-line="` + line + `" data-column="` + column + `">` +
			html.EscapeString(message[at[0]:at[1]]) + `</a>`)
		end = at[1]
	}
	b.WriteString(html.EscapeString(message[end:]))
	return b.String()
}

func (v VerdictView) markedPlace(d course.Diagnostic) string {
	return v.marked(d.File + ":" + strconv.Itoa(d.Line) + ":" + strconv.Itoa(d.Column))
}

// own says whether the file is one of those that the learner hands in.
func (v VerdictView) own(file string) bool {
	return v.Lab != nil && slices.ContainsFunc(v.Lab.Starter, func(f course.File) bool { return f.Name == file })
}

// lineURL is where the line can be read: in what was kept, or in the editor.
func (v VerdictView) lineURL(file, line string) string {
	if v.isRun() {
		return "#file-" + file
	}
	return submissionURL(v.Lab.Slug, v.Submission) + "#" + lineID(file, line)
}

func lineID(file, line string) string { return file + "-" + line }
