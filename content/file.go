package content

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"happensbefore/course"
)

// maxFile bounds a file that is served beside the pages.
const maxFile = 16 << 20

// kinds are what is served beside the pages, by their ending. A picture is
// shown; everything else is a file to be kept, so that nothing of an author's
// runs or is laid out under the server's name.
var kinds = map[string]course.FileKind{
	".png": {Type: "image/png", Picture: true}, ".jpg": {Type: "image/jpeg", Picture: true}, ".jpeg": {Type: "image/jpeg", Picture: true},
	".gif": {Type: "image/gif", Picture: true}, ".webp": {Type: "image/webp", Picture: true}, ".avif": {Type: "image/avif", Picture: true},
	".svg": {Type: "image/svg+xml", Picture: true}, ".ico": {Type: "image/x-icon", Picture: true}, ".bmp": {Type: "image/bmp", Picture: true},
	".pdf": {Type: "application/pdf"}, ".zip": {Type: "application/zip"},
}

// checkFiles holds the files that pages refer to to being there, and notes
// them: no other is ever served.
func (b *Book) checkFiles(fsys fs.FS) {
	b.fsys = fsys
	for _, p := range b.pages {
		for _, f := range p.rendered.Files {
			what, mend := b.file(f.Path)
			if what != "" {
				p.own = append(p.own, course.Problem{File: p.file, Line: f.Line, What: fmt.Sprintf("%q, which the page refers to, %s", f.As, what), Mend: mend})
			}
		}
	}
}

func (b *Book) file(name string) (what, mend string) {
	if b.files[name] {
		return "", ""
	}
	if name == "" || !fs.ValidPath(name) {
		return "is not in the folder of the text", "put it there"
	}
	info, err := fs.Stat(b.fsys, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "does not exist", "correct the path; it begins at the folder of this file"
	case err != nil:
		return "cannot be read", "put it in the folder of the text; links that lead out of it are not followed"
	case !info.Mode().IsRegular():
		return "is not a file", "name a file"
	case info.Size() > maxFile:
		return fmt.Sprintf("is larger than %d MiB", maxFile>>20), "make it smaller, or link to where it is kept"
	}
	b.files[name] = true
	return "", ""
}

// File opens a file that a page refers to, by its path below the text's folder,
// or returns course.ErrNotFound.
func (b *Book) File(name string) (io.ReadSeekCloser, course.FileKind, error) {
	if !b.files[name] {
		return nil, course.FileKind{}, fmt.Errorf("content: file %q: %w", name, course.ErrNotFound)
	}
	f, err := b.fsys.Open(name)
	if err != nil {
		return nil, course.FileKind{}, fmt.Errorf("content: %w: %w", course.ErrNotFound, err)
	}
	info, err := f.Stat()
	seeker, ok := f.(io.ReadSeekCloser)
	if err != nil || !ok || !info.Mode().IsRegular() || info.Size() > maxFile {
		return nil, course.FileKind{}, errors.Join(fmt.Errorf("content: file %q: %w", name, course.ErrNotFound), f.Close())
	}
	kind, known := kinds[strings.ToLower(path.Ext(name))]
	if !known {
		kind.Type = "application/octet-stream"
	}
	kind.Changed = info.ModTime()
	return seeker, kind, nil
}
