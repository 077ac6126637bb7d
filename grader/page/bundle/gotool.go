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
)

// A goTool is the go command of the distribution that the bundle is made from.
type goTool struct{ version, root string }

// The targets: the interpreter speaks with a script, programs and the tools
// that make them with a host of files and clocks.
var (
	script = []string{"GOOS=js", "GOARCH=wasm"}
	host   = []string{"GOOS=wasip1", "GOARCH=wasm"}
)

func findGo(ctx context.Context) (goTool, error) {
	out, err := goTool{}.output(ctx, nil, "env", "GOVERSION", "GOROOT")
	if err != nil {
		return goTool{}, err
	}
	found := strings.Fields(string(out))
	if len(found) != 2 {
		return goTool{}, fmt.Errorf("go env said %q", out)
	}
	return goTool{version: found[0], root: found[1]}, nil
}

// output runs the go command. Settings of whoever builds must not reach what is
// made, or two builds of one commit would differ.
func (goTool) output(ctx context.Context, target []string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOEXPERIMENT=", "GOWASM=", "GOWORK=off", "CGO_ENABLED=0")
	cmd.Env = append(cmd.Env, target...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go %s: %w", args[0], err)
	}
	return out, nil
}

// inputs is a hash of the distribution's version, of every file of this module
// that packages are made of, and of the versions of the other modules.
func (g goTool) inputs(ctx context.Context, target []string, packages ...string) (string, error) {
	args := append([]string{"list", "-deps", "-f",
		`{{if .Module}}{{if .Module.Main}}{{$dir := .Dir}}{{range .GoFiles}}{{$dir}}/{{.}} {{end}}{{range .EmbedFiles}}{{$dir}}/{{.}} {{end}}{{end}}{{end}}`}, packages...)
	out, err := g.output(ctx, target, args...)
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	fmt.Fprintln(sum, g.version, target, packages)
	for _, name := range append(strings.Fields(string(out)), "go.mod", "go.sum") {
		fmt.Fprintln(sum, filepath.Base(name))
		if err := copyInto(sum, name); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

func copyInto(w io.Writer, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}
