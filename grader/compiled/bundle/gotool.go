package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"happensbefore/grader/allowed"
	"happensbefore/grader/compiled"
	"happensbefore/grader/compiled/source"
)

// A goTool is the go command of the distribution that the bundle is made from.
type goTool struct {
	version string
	tools   string // the folder of compile and link
}

const jailerPackage = "happensbefore/cmd/jailer"

func findGo(ctx context.Context) (goTool, error) {
	var g goTool
	out, err := g.output(ctx, nil, "env", "GOVERSION", "GOTOOLDIR")
	if err != nil {
		return g, err
	}
	found := lines(out)
	if len(found) != 2 {
		return g, fmt.Errorf("go env said %q", out)
	}
	g.version, g.tools = found[0], found[1]
	return g, nil
}

// output runs the go command. Settings of whoever builds must not reach the
// archives, or two builds of one commit would differ.
func (goTool) output(ctx context.Context, env []string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOEXPERIMENT=", "GOAMD64=v1", "GOWORK=off", "GOOS=linux", "GOARCH=amd64")
	cmd.Env = append(cmd.Env, env...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go %s: %w", args[0], err)
	}
	return out, nil
}

// roots are the packages that are named by learners, tests and the linker;
// all that they import comes along.
func (s set) roots() []string {
	roots := append(append(allowed.Packages(), source.SimPackages()...), compiled.LimitsPackage)
	if s.name == compiled.RaceSet {
		roots = append(roots, allowed.TestPackages()...)
		roots = append(roots, compiled.InsidePackage, compiled.SynctestPackage, "runtime/race", "runtime/cgo")
	}
	return roots
}

// A set is one way to build the archives.
type set struct {
	name  compiled.Set
	flags []string
	env   []string
}

func sets() []set {
	return []set{
		{compiled.RaceSet, []string{"-race"}, []string{"CGO_ENABLED=1", "CC=gcc"}},
		{compiled.FaketimeSet, []string{"-tags=faketime"}, []string{"CGO_ENABLED=0"}},
	}
}

// archives builds a set and gives each package's archive.
func (g goTool) archives(ctx context.Context, s set) (map[string]string, error) {
	args := append([]string{"list"}, s.flags...)
	args = append(args, "-trimpath", "-gcflags=all=-dwarf=false", "-deps", "-export", "-f", "{{if .Export}}{{.ImportPath}}={{.Export}}{{end}}")
	out, err := g.output(ctx, s.env, append(args, s.roots()...)...)
	if err != nil {
		return nil, err
	}
	found := map[string]string{}
	for _, line := range lines(out) {
		path, file, _ := strings.Cut(line, "=")
		found[path] = file
	}
	return found, nil
}

// inputs is a hash of what a bundle is made from: the distribution's version,
// the lists of packages, and every source file of this module that goes into
// it, the bundle command's own among them.
func (g goTool) inputs(ctx context.Context) (string, error) {
	sum := sha256.New()
	fmt.Fprintln(sum, compiled.Format, g.version)
	for _, s := range sets() {
		fmt.Fprintln(sum, s.name, s.flags, s.env, s.roots())
	}
	args := []string{"list", "-race=false", "-deps", "-f",
		`{{if .Module}}{{if .Module.Main}}{{$dir := .Dir}}{{range .GoFiles}}{{$dir}}/{{.}} {{end}}{{end}}{{end}}`}
	args = append(args, source.SimPackages()...)
	args = append(args, compiled.InsidePackage, compiled.SynctestPackage, compiled.LimitsPackage, jailerPackage, "happensbefore/grader/compiled/bundle")
	out, err := g.output(ctx, []string{"CGO_ENABLED=0"}, args...)
	if err != nil {
		return "", err
	}
	for _, name := range lines(out) {
		fmt.Fprintln(sum, filepath.Base(name))
		if err := copyInto(sum, name); err != nil {
			return "", err
		}
	}
	// The other modules that the jailer links are in these two.
	for _, name := range []string{"go.mod", "go.sum"} {
		if err := copyInto(sum, name); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

func hashOf(name string) (string, int64, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, f)
	if err != nil {
		return "", 0, err
	}
	return hex.EncodeToString(sum.Sum(nil)), n, nil
}
