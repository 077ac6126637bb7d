package labs

import "embed"

// FS holds the labs that the program comes with, at its root.
//
//go:embed [a-z]*.md
var FS embed.FS
