package content

import (
	"path"
	"strings"
	"unicode"
)

// slugOf is the address of a page below /chapters/, made of its file's path and
// nothing else, so that no other page can change it. Folders are set off by
// dots: guide/installation.md is guide.installation. The folders chapters and
// appendices say where a page stands in the course, not what it is called. A
// README is its folder's index, as in mdBook.
func slugOf(file string) string {
	file = strings.TrimSuffix(file, path.Ext(file))
	for _, folder := range []string{"chapters/", "appendices/"} {
		if rest, ok := strings.CutPrefix(file, folder); ok {
			file = rest
			break
		}
	}
	parts := strings.Split(file, "/")
	if last := len(parts) - 1; strings.EqualFold(parts[last], "README") {
		parts[last] = "index"
	}
	for i, part := range parts {
		parts[i] = strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_.", r) {
				return r
			}
			return '-'
		}, part)
	}
	return strings.TrimLeft(strings.Join(parts, "."), ".")
}
