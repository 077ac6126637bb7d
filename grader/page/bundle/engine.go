package main

import (
	"context"
	"os"
	"path/filepath"
)

const enginePackage = "happensbefore/cmd/engine"

func engineInputs(ctx context.Context, g goTool) (string, error) {
	return g.inputs(ctx, script, enginePackage)
}

func makeEngine(ctx context.Context, g goTool, to string) error {
	_, err := g.output(ctx, script, "build", "-trimpath", "-ldflags=-s -w", "-o", to, enginePackage)
	return err
}

func versionInputs(_ context.Context, g goTool) (string, error) { return g.version, nil }

// copyExec copies the script that starts Go programs in a browser.
func copyExec(_ context.Context, g goTool, to string) error {
	text, err := os.ReadFile(filepath.Join(g.root, "lib/wasm/wasm_exec.js"))
	if err != nil {
		return err
	}
	return os.WriteFile(to, text, 0o644)
}
