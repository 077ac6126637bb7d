package labs

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"happensbefore/course"
)

// A Shelf holds the labs that were loaded. It does not change, and what it
// returns is shared: callers must not change it either.
type Shelf struct {
	labs []*Lab
}

// Load loads the labs once; see Loader.Load.
func Load(fsys fs.FS, dir string) (*Shelf, []course.Problem) {
	return new(Loader).Load(fsys, dir)
}

// A Loader loads labs again and again, as their author edits them. A file that
// has not changed since the last time is not read again. Its zero value is
// ready; it is for one goroutine.
type Loader struct {
	kept map[string]keptLab // by slug
}

// A keptLab is a lab as reading its file alone left it.
type keptLab struct {
	file     string
	text     []byte
	lab      Lab
	findings []finding
}

func (l *Loader) read(slug, file string, text []byte) (*Lab, *findings) {
	old, ok := l.kept[slug]
	if !ok || old.file != file || !bytes.Equal(old.text, text) {
		lab, f := read(slug, file, text)
		old = keptLab{file, text, *lab, f.list}
		l.kept[slug] = old
	}
	lab := old.lab
	return &lab, &findings{file: file, list: slices.Clone(old.findings)}
}

// Load reads every lab file at the root of fsys. It never fails as a whole: a
// lab with problems is on the shelf with them. dir is what the problems put
// before a file's name, so that they can be opened from where the author is.
func (l *Loader) Load(fsys fs.FS, dir string) (*Shelf, []course.Problem) {
	if l.kept == nil {
		l.kept = map[string]keptLab{}
	}
	shelf := &Shelf{}
	var problems []course.Problem
	var found []*findings // by lab
	report := func(file string, err error) {
		problems = append(problems, course.Problem{File: file, What: err.Error(), Mend: "make it readable"})
	}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		report(dir, err)
	}
	for _, entry := range entries {
		slug, ok := strings.CutSuffix(entry.Name(), ".md")
		if !ok || entry.IsDir() || isNotice(slug) {
			continue
		}
		file := path.Join(dir, entry.Name())
		text, err := fs.ReadFile(fsys, entry.Name())
		if err != nil {
			report(file, err)
			continue
		}
		lab, f := l.read(slug, file, text)
		shelf.labs = append(shelf.labs, lab)
		found = append(found, f)
	}
	for i, lab := range shelf.labs {
		shelf.checkLinks(lab, found[i])
		found[i].sort()
		lab.Problems = found[i].forPages()
		problems = append(problems, found[i].forAuthors()...)
	}
	if len(shelf.labs) == 0 && len(problems) == 0 {
		problems = append(problems, course.Problem{File: dir, What: "there is no lab here", Mend: "add a lab file, such as lamport-clock.md"})
	}
	slices.SortStableFunc(shelf.labs, func(a, b *Lab) int {
		if a.Difficulty != b.Difficulty {
			return a.Difficulty - b.Difficulty
		}
		return strings.Compare(a.Title, b.Title)
	})
	return shelf, problems
}

// isNotice says whether a file without its .md is for people who browse the
// folder: README, CONTRIBUTING.
func isNotice(name string) bool {
	return name == strings.ToUpper(name) && name != strings.ToLower(name)
}

// Labs are all labs as learners may see them, the easiest first.
func (s *Shelf) Labs() []course.Lab {
	list := make([]course.Lab, len(s.labs))
	for i, lab := range s.labs {
		list[i] = lab.Lab
	}
	return list
}

// Lab is one lab as learners may see it.
func (s *Shelf) Lab(slug string) (*course.Lab, error) {
	lab, err := s.Secret(slug)
	if err != nil {
		return nil, err
	}
	// A copy: from a pointer into the whole lab, its secrets would be a cast away.
	seen := lab.Lab
	return &seen, nil
}

// Solutions are for learners who have passed the lab; the caller sees to that.
func (s *Shelf) Solutions(slug string) ([]course.Variant, error) {
	lab, err := s.Secret(slug)
	if err != nil {
		return nil, err
	}
	return lab.Solutions, nil
}

// Secret is one lab with all that learners may not see. It is for the grader.
func (s *Shelf) Secret(slug string) (*Lab, error) {
	for _, lab := range s.labs {
		if lab.Slug == slug {
			return lab, nil
		}
	}
	return nil, fmt.Errorf("labs: lab %q: %w", slug, course.ErrNotFound)
}
