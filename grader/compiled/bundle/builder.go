package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"happensbefore/grader/compiled"
)

// A builder fills one bundle's folder.
type builder struct {
	goTool
	dir    string
	inputs string

	manifest compiled.Manifest
	packages map[string]bool
	archives map[string]bool // by hash of their content
}

func (b *builder) build(ctx context.Context) error {
	b.manifest = compiled.Manifest{Format: compiled.Format, Go: b.version, OS: "linux", Arch: "amd64", Inputs: b.inputs}
	b.packages, b.archives = map[string]bool{}, map[string]bool{}
	if err := os.Mkdir(b.path(compiled.ArchivesDir), 0o755); err != nil {
		return err
	}
	for _, tool := range []string{compiled.CompileFile, compiled.LinkFile} {
		if err := copyFile(filepath.Join(b.tools, tool), b.path(tool), 0o755); err != nil {
			return err
		}
		if err := b.add(tool); err != nil {
			return err
		}
	}
	if _, err := b.output(ctx, []string{"CGO_ENABLED=0"}, "build", "-trimpath", "-ldflags=-s -w", "-o", b.path(compiled.JailerFile), jailerPackage); err != nil {
		return err
	}
	if err := b.add(compiled.JailerFile); err != nil {
		return err
	}
	for _, s := range sets() {
		if err := b.set(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		if err := b.try(ctx, s); err != nil {
			return fmt.Errorf("%s: a first program: %w", s.name, err)
		}
	}
	return b.writeManifest()
}

func (b *builder) path(name string) string { return filepath.Join(b.dir, filepath.FromSlash(name)) }

// add enters a file into the manifest.
func (b *builder) add(name string) error {
	hash, size, err := hashOf(b.path(name))
	if err != nil {
		return err
	}
	b.manifest.Files = append(b.manifest.Files, compiled.File{Name: name, Size: size, SHA256: hash})
	return nil
}

// set copies a set's archives, each content once, and writes its configuration.
func (b *builder) set(ctx context.Context, s set) error {
	files, err := b.goTool.archives(ctx, s)
	if err != nil {
		return err
	}
	if s.name == compiled.RaceSet {
		whole, err := b.withPopcount(ctx, files[raceRuntime])
		if err != nil {
			return err
		}
		defer os.Remove(whole) //nolint:errcheck // it lies in a folder that is removed on any failure
		files[raceRuntime] = whole
	}
	var config strings.Builder
	for _, pkg := range slices.Sorted(maps.Keys(files)) {
		name, err := b.archive(files[pkg])
		if err != nil {
			return err
		}
		b.packages[pkg] = true
		fmt.Fprintf(&config, "packagefile %s=%s\n", pkg, name)
	}
	if err := os.WriteFile(b.path(s.name.ConfigFile()), []byte(config.String()), 0o644); err != nil {
		return err
	}
	return b.add(s.name.ConfigFile())
}

// archive copies one archive under its content's hash.
func (b *builder) archive(file string) (string, error) {
	hash, _, err := hashOf(file)
	if err != nil {
		return "", err
	}
	name := path.Join(compiled.ArchivesDir, hash[:24]+".a")
	if b.archives[hash] {
		return name, nil
	}
	b.archives[hash] = true
	if err := copyFile(file, b.path(name), 0o644); err != nil {
		return "", err
	}
	return name, b.add(name)
}

func copyFile(from, to string, mode os.FileMode) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, mode)
}

// The race detector's runtime was compiled for machines whose compiler brings
// a function for counting bits, and the linker would start gcc to find it. The
// bundle brings its own.
const (
	raceRuntime = "runtime/race/internal/amd64v1"
	popcount    = `int __popcountdi2(unsigned long v) { int n = 0; for (; v; v &= v - 1) n++; return n; }` + "\n"
)

// withPopcount is a copy of an archive with the function as one more member.
func (b *builder) withPopcount(ctx context.Context, archive string) (string, error) {
	object := b.path("popcount.o")
	defer os.Remove(object) //nolint:errcheck // as above
	cmd := exec.CommandContext(ctx, "gcc", "-O2", "-fno-stack-protector", "-fcf-protection=none", "-fno-asynchronous-unwind-tables", "-c", "-o", object, "-x", "c", "-")
	cmd.Stdin, cmd.Stderr = strings.NewReader(popcount), os.Stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("gcc: %w", err)
	}
	data, err := os.ReadFile(archive)
	if err != nil {
		return "", err
	}
	member, err := os.ReadFile(object)
	if err != nil {
		return "", err
	}
	if len(data)%2 != 0 {
		data = append(data, '\n')
	}
	// The format of ar: name, date, owner, group, mode, size.
	data = fmt.Appendf(data, "%-16s%-12d%-6d%-6d%-8o%-10d`\n", "popcount.syso", 0, 0, 0, 0o644, len(member))
	data = append(data, member...)
	whole := b.path("race.a")
	return whole, os.WriteFile(whole, data, 0o644)
}

// try compiles and links a program with the set, as it will be done without a
// C compiler, so that a bundle that cannot is never put in place.
func (b *builder) try(ctx context.Context, s set) error {
	dir, err := os.MkdirTemp(b.dir, "try-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	source, object, program := filepath.Join(dir, "main.go"), filepath.Join(dir, "main.a"), filepath.Join(dir, "main")
	if err := os.WriteFile(source, []byte("package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(\"ready\") }\n"), 0o644); err != nil {
		return err
	}
	flags := compiled.Flags(s.name)
	config := s.name.ConfigFile()
	for _, command := range [][]string{
		append([]string{b.path(compiled.CompileFile), "-p=main", "-importcfg=" + config, "-o=" + object, "-pack"}, append(flags.Compile, source)...),
		append([]string{b.path(compiled.LinkFile), "-importcfg=" + config, "-o=" + program}, append(flags.Link, object)...),
		{program},
	} {
		cmd := exec.CommandContext(ctx, command[0], command[1:]...)
		cmd.Dir = b.dir
		cmd.Env = []string{"PATH=/nowhere", "GORACE=atexit_sleep_ms=0"}
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", filepath.Base(command[0]), err, out)
		}
	}
	return nil
}
