package frontend

import (
	"fmt"
	"go/ast"
	"strconv"
	"strings"

	"happensbefore/grader/allowed"
)

// permitted is the set of import paths open to the learner.
func permitted() map[string]bool {
	set := map[string]bool{}
	for _, path := range append(allowed.Packages(), allowed.SimPackages()...) {
		set[path] = true
	}
	return set
}

// instead says, for what learners reach for and may not have, why and what to
// use in its place.
var instead = map[string]string{
	"C":                "there is no C compiler here; write it in Go",
	"unsafe":           "it can break the rules that make a verdict worth anything; ordinary Go can do all that the labs ask",
	"os":               "code under grading has no files, no environment and no process of its own; return an error where you would exit, and print with fmt",
	"os/exec":          "code under grading may start no programs",
	"os/signal":        "code under grading receives no signals",
	"net":              "there is no network here; labs that need one hand it to your code",
	"net/http":         "there is no network here; labs that need one hand it to your code",
	"syscall":          "code under grading has no way to the operating system",
	"plugin":           "code under grading has no way to the operating system",
	"reflect":          "it lets a program see and change more than its own values; use an interface or a type switch",
	"runtime":          "it reaches the scheduler that the tests run on; use channels, sync or time.Sleep to wait",
	"runtime/debug":    "it changes the limits that the run is held to",
	"log":              "print with fmt instead",
	"log/slog":         "print with fmt instead",
	"testing":          "only the lab's tests may import it",
	"testing/synctest": "only the lab's tests may import it",
	"flag":             "the program has no command line",
	"embed":            "there are no files to embed",
	"crypto/rand":      "results have to be the same from run to run; use math/rand/v2 with a seed",
	"lab":              "that is your own package; its names need no import",

	"happensbefore/sim":        "import it as \"sim\"",
	"happensbefore/sim/linear": "import it as \"sim/linear\"",
}

// refuse reports imports that are not permitted and comments that steer a compiler,
// and says whether there are any.
func (c *checker) refuse(file *ast.File) bool {
	before := len(c.found)
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil || c.permitted[path] {
			continue // the parser has reported a malformed path
		}
		reason, known := instead[path]
		if !known {
			reason = "the course allows the packages of the standard library that only compute: fmt, errors, sort, strings, sync, time, context, math/rand/v2 and their like"
		}
		c.forbidden = true
		c.report(spec.Path.Pos(), fmt.Sprintf("import of %q is not allowed: %s", path, reason))
	}
	for _, group := range file.Comments {
		for _, comment := range group.List {
			for _, directive := range []string{"//go:", "//line ", "/*line ", "//export ", "// +build", "//cgo:"} {
				if strings.HasPrefix(comment.Text, directive) {
					c.forbidden = true
					c.report(comment.Pos(), fmt.Sprintf("the comment %s steers the compiler and is not allowed here: delete it", strings.TrimSpace(directive)))
				}
			}
		}
	}
	for _, decl := range file.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && f.Body == nil {
			c.report(f.Name.Pos(), fmt.Sprintf("func %s has no body: there is no assembly or linked code here", f.Name.Name))
		}
	}
	return len(c.found) > before
}
