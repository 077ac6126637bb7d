// Package happensbefore_test holds what is true of the module as a whole.
package happensbefore_test

import (
	"bytes"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "happensbefore"

// A room is a row of the table in ARCHITECTURE.md.
type room struct {
	imports     []string // rooms that its code may import
	testImports []string // rooms that its tests may import besides
	plain       bool     // standard library only, tests aside
}

func TestImportsFollowTheTable(t *testing.T) {
	page, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	rooms, err := readRooms(page)
	if err != nil {
		t.Fatal(err)
	}
	found, err := readImports(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range checkImports(rooms, found) {
		t.Error(fault)
	}

	bans, err := readBans(page)
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range checkBans(bans, found) {
		t.Error(fault)
	}
}

// An imported is one import line.
type imported struct {
	in   string // the room
	file string
	line int
	path string
	test bool // in a _test.go file
}

func (i imported) String() string { return fmt.Sprintf("%s:%d", i.file, i.line) }

// room is the imported room's name, or "" for a package of another module.
func (i imported) room() string {
	name, ours := strings.CutPrefix(i.path, module+"/")
	if !ours {
		return ""
	}
	return name
}

func checkImports(rooms map[string]room, found []imported) []string {
	var faults []string
	seen := make(map[string]bool)
	for _, i := range found {
		seen[i.in] = true
		r, known := rooms[i.in]
		if !known {
			continue // said once, below
		}
		to := i.room()
		switch {
		case to == "":
			if r.plain && !i.test && !standard(i.path) {
				faults = append(faults, fmt.Sprintf("%s: %s imports %s, and the table says modules: none", i, i.in, i.path))
			}
		case to == i.in: // a test outside its package
		case slices.Contains(r.imports, to):
		case i.test && slices.Contains(r.testImports, to):
		default:
			faults = append(faults, fmt.Sprintf("%s: %s imports %s, which the table in ARCHITECTURE.md does not allow", i, i.in, to))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(seen)) {
		if _, known := rooms[name]; !known {
			faults = append(faults, fmt.Sprintf("%s: this room is not in the table in ARCHITECTURE.md: add its row", name))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(rooms)) {
		if !seen[name] {
			faults = append(faults, fmt.Sprintf("ARCHITECTURE.md: %s has a row and no Go file: drop the row", name))
		}
		for _, to := range slices.Concat(rooms[name].imports, rooms[name].testImports) {
			if _, known := rooms[to]; !known {
				faults = append(faults, fmt.Sprintf("ARCHITECTURE.md: %s may import %s, which has no row", name, to))
			}
		}
	}
	return faults
}

// standard says whether an import path is the standard library's: no other
// path begins with a word without a dot, save this module's.
func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".") && first != module
}

// checkBans follows the imports of code, tests aside, from each banned room.
func checkBans(bans map[string][]string, found []imported) []string {
	next := make(map[string][]imported)
	for _, i := range found {
		if !i.test && i.room() != "" {
			next[i.in] = append(next[i.in], i)
		}
	}
	var faults []string
	for _, from := range slices.Sorted(maps.Keys(bans)) {
		via := map[string]string{from: from} // room to the road that leads there
		for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
			for _, i := range next[queue[0]] {
				to := i.room()
				if _, been := via[to]; been {
					continue
				}
				via[to] = via[queue[0]] + " → " + to
				queue = append(queue, to)
			}
		}
		for _, to := range bans[from] {
			if road, reached := via[to]; reached {
				faults = append(faults, fmt.Sprintf("%s must never reach %s, and does: %s", from, to, road))
			}
		}
	}
	return faults
}

// readImports reads every import line of the module, whatever its build tags.
func readImports(fsys fs.FS) ([]imported, error) {
	var found []imported
	fileSet := token.NewFileSet()
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := entry.Name()
		if entry.IsDir() {
			if name != "." && (strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") || base == "testdata" || base == "node_modules") {
				return fs.SkipDir
			}
			return nil
		}
		folder := path.Dir(name)
		if path.Ext(base) != ".go" || folder == "." { // at the root there is only this test
			return nil
		}
		source, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(fileSet, name, source, parser.ImportsOnly)
		if err != nil {
			return err
		}
		// A file without imports still shows that the room is there.
		found = append(found, imported{in: folder, file: name, line: 1, path: "builtin"})
		for _, spec := range file.Imports {
			target, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			found = append(found, imported{
				in:   folder,
				file: name,
				line: fileSet.Position(spec.Pos()).Line,
				path: target,
				test: strings.HasSuffix(base, "_test.go"),
			})
		}
		return nil
	})
	return found, err
}

func readRooms(page []byte) (map[string]room, error) {
	rows, err := table(page, "| room | owns | may import | modules | its tests also |")
	if err != nil {
		return nil, err
	}
	rooms := make(map[string]room)
	for _, row := range rows {
		name := names(row[0])
		if len(name) != 1 {
			return nil, fmt.Errorf("ARCHITECTURE.md: want one room in the first column, have %q", row[0])
		}
		if _, twice := rooms[name[0]]; twice {
			return nil, fmt.Errorf("ARCHITECTURE.md: %s has two rows", name[0])
		}
		if row[3] != "any" && row[3] != "none" {
			return nil, fmt.Errorf("ARCHITECTURE.md: %s: modules: want any or none, have %q", name[0], row[3])
		}
		rooms[name[0]] = room{imports: names(row[2]), plain: row[3] == "none", testImports: names(row[4])}
	}
	return rooms, nil
}

func readBans(page []byte) (map[string][]string, error) {
	rows, err := table(page, "| room | never reaches |")
	if err != nil {
		return nil, err
	}
	bans := make(map[string][]string)
	for _, row := range rows {
		for _, name := range names(row[0]) {
			bans[name] = append(bans[name], names(row[1])...)
		}
	}
	return bans, nil
}

// table returns the cells of the Markdown table below the given header line.
func table(page []byte, header string) ([][]string, error) {
	_, rest, found := bytes.Cut(page, []byte("\n"+header+"\n"))
	if !found {
		return nil, fmt.Errorf("ARCHITECTURE.md: no table with the header %q", header)
	}
	columns := strings.Count(header, "|") - 1
	var rows [][]string
	for n, line := range strings.Split(string(rest), "\n") {
		if n == 0 { // the rule below the header
			continue
		}
		if !strings.HasPrefix(line, "|") {
			break
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		if len(cells) != columns {
			return nil, fmt.Errorf("ARCHITECTURE.md: want %d cells in %q", columns, line)
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		rows = append(rows, cells)
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("ARCHITECTURE.md: the table %q is empty", header)
	}
	return rows, nil
}

var quoted = regexp.MustCompile("`([^`]+)`")

func names(cell string) []string {
	var list []string
	for _, match := range quoted.FindAllStringSubmatch(cell, -1) {
		list = append(list, filepath.ToSlash(match[1]))
	}
	return list
}
