package happensbefore_test

import (
	"strings"
	"testing"
	"testing/fstest"
)

// The watch itself is watched: each kind of fault is planted and must be found.
func TestPlantedImportsAreFound(t *testing.T) {
	page := []byte(`
| room | owns | may import | modules | its tests also |
|---|---|---|---|---|
| ` + "`course` | nouns | | none | |" + `
| ` + "`store` | rows | `course` | any | |" + `
| ` + "`server` | pages | `course`, `templates` | any | `webtest` |" + `
| ` + "`templates` | views | `course`, `store` | any | |" + `
| ` + "`webtest` | scripts | | none | |" + `

| room | never reaches |
|---|---|
| ` + "`server` | `store` |" + `
`)
	sound := map[string]string{
		"course/a.go":      `package course; import "time"`,
		"course/a_test.go": `package course_test; import ("happensbefore/course"; "github.com/google/go-cmp/cmp")`,
		"store/a.go":       `package store; import ("happensbefore/course"; "github.com/mattn/go-sqlite3")`,
		"server/a.go":      `package server; import "happensbefore/templates"`,
		"server/a_test.go": `package server; import "happensbefore/webtest"`,
		"templates/a.go":   `package templates`,
		"webtest/a.go":     `package webtest`,

		"node_modules/x/a.go": `package x; import "happensbefore/store"`,
		"store/testdata/a.go": `package broken; import (`,
	}
	tests := []struct {
		name, file, source string
		want               string // "" for no fault
	}{
		{"nothing planted", "course/b.go", `package course`, ""},
		{"a direction not in the table", "store/b.go", `package store; import "happensbefore/server"`, "store/b.go:1: store imports server"},
		{"whatever the build tags", "store/b.go", "//go:build never\n\npackage store\n\nimport \"happensbefore/server\"", "store/b.go:5: store imports server"},
		{"a test's extra room in code", "server/b.go", `package server; import "happensbefore/webtest"`, "server imports webtest"},
		{"another module where none may be", "course/b.go", `package course; import "golang.org/x/sys/unix"`, "course imports golang.org/x/sys/unix"},
		{"a room without a row", "extra/a.go", `package extra`, "extra: this room is not in the table"},
		{"a folder below a room without a row", "store/deep/a.go", `package deep`, "store/deep: this room is not in the table"},
		{"a forbidden room by allowed steps", "templates/b.go", `package templates; import "happensbefore/store"`, "server must never reach store, and does: server → templates → store"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fsys := fstest.MapFS{test.file: {Data: []byte(test.source)}}
			for name, source := range sound {
				fsys[name] = &fstest.MapFile{Data: []byte(source)}
			}
			rooms, err := readRooms(page)
			if err != nil {
				t.Fatal(err)
			}
			bans, err := readBans(page)
			if err != nil {
				t.Fatal(err)
			}
			found, err := readImports(fsys)
			if err != nil {
				t.Fatal(err)
			}
			faults := append(checkImports(rooms, found), checkBans(bans, found)...)
			switch {
			case test.want == "" && len(faults) > 0:
				t.Errorf("faults = %q, want none", faults)
			case test.want != "" && (len(faults) != 1 || !strings.Contains(faults[0], test.want)):
				t.Errorf("faults = %q, want one with %q", faults, test.want)
			}
		})
	}
}

func TestTableMustBeReadable(t *testing.T) {
	const header = "\n| room | owns | may import | modules | its tests also |\n|---|---|---|---|---|\n"
	tests := []struct{ name, page, want string }{
		{"no table", "# Architecture\n", "no table"},
		{"an empty table", header, "is empty"},
		{"a missing cell", header + "| `course` | nouns | | none |\n", "want 5 cells"},
		{"a room twice", header + "| `a` | x | | none | |\n| `a` | x | | none | |\n", "two rows"},
		{"a word for modules that is neither", header + "| `a` | x | | some | |\n", "want any or none"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			rooms, err := readRooms([]byte(test.page))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("read %v with error %v, want an error with %q", rooms, err, test.want)
			}
		})
	}
}
