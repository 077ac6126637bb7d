package content

import "embed"

// FS is the book as it was when the program was built.
//
//go:embed SUMMARY.md chapters appendices
var FS embed.FS
