package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"happensbefore/grader/page"
)

func archiveInputs(ctx context.Context, g goTool) (string, error) {
	return g.inputs(ctx, host, page.Packages()...)
}

// An indexed is one file of the archives, in the order in which they follow.
type indexed struct {
	Name string `json:"name"`
	Size int    `json:"size"`
}

// makeArchives writes all archives, and the linker's configuration with them,
// as one file: the length of an index in four bytes, the index, the files.
func makeArchives(ctx context.Context, g goTool, to string) error {
	out, err := g.output(ctx, host, append([]string{"list", "-trimpath", "-gcflags=all=-dwarf=false", "-deps", "-export",
		"-f", "{{if .Export}}{{.ImportPath}}={{.Export}}{{end}}"}, page.Packages()...)...)
	if err != nil {
		return err
	}
	var index []indexed
	var config, files bytes.Buffer
	add := func(name string, data []byte) {
		index = append(index, indexed{name, len(data)})
		files.Write(data)
	}
	for _, line := range strings.Fields(string(out)) {
		pkg, file, _ := strings.Cut(line, "=")
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		add(page.ArchiveFile(pkg), data)
		fmt.Fprintf(&config, "packagefile %s=%s/%s\n", pkg, page.Archives, page.ArchiveFile(pkg))
	}
	add(page.LinkConfig, config.Bytes())
	text, err := json.Marshal(index)
	if err != nil {
		return err
	}
	whole := binary.LittleEndian.AppendUint32(nil, uint32(len(text)))
	whole = append(append(whole, text...), files.Bytes()...)
	return os.WriteFile(to, whole, 0o644)
}
