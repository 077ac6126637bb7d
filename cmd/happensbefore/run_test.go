package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestRunTellsByItsExitStatus(t *testing.T) {
	const head = "package main\n\n"
	hello := head + "import \"fmt\"\n\nfunc main() { fmt.Print(\"a\\x00\\xffb\") }\n"
	// String methods of a program's own are beyond the interpreter.
	inexact := head + "import \"fmt\"\n\ntype name int\n\nfunc (n name) String() string { return \"seven\" }\n\nfunc main() { fmt.Println(name(7)) }\n"
	cases := map[string]struct {
		args   []string
		source string
		status int
		stdout string
		stderr []string
	}{
		"it prints, byte for byte":       {nil, hello, 0, "a\x00\xffb", nil},
		"exact, and said so":             {[]string{"--explain"}, hello, 0, "a\x00\xffb", []string{"exact for this program", "interpreted"}},
		"by the interpreter":             {[]string{"--engine", "interpreted"}, hello, 0, "a\x00\xffb", nil},
		"a panic":                        {nil, head + "import \"fmt\"\n\nfunc main() {\n\tfmt.Println(\"so far\")\n\tpanic(\"so good\")\n}\n", 1, "so far\n", []string{"panicked", "so good (program.go, line "}},
		"a deadlock":                     {nil, head + "func main() { select {} }\n", 1, "", []string{"deadlock"}},
		"too much output":                {nil, head + "import \"fmt\"\n\nfunc main() {\n\tfor {\n\t\tfmt.Print(\"0123456789abcdef\")\n\t}\n}\n", 1, strings.Repeat("0123456789abcdef", 4096), []string{"64 KiB"}},
		"a syntax error":                 {nil, head + "func main() {\n", 2, "", []string{"program.go:", "syntax error"}},
		"a type error":                   {nil, head + "func main() {\n\tvar s string = 1\n}\n", 2, "", []string{"program.go:4:", "declared and not used: s"}},
		"not a program":                  {nil, "package sundial\n", 2, "", []string{"package main"}},
		"no main":                        {nil, "package main\n", 2, "", []string{"function main"}},
		"not UTF-8":                      {nil, hello + "// \xff\n", 2, "", []string{"program.go:6:", "UTF-8"}},
		"an import that is not allowed":  {nil, head + "import \"os\"\n\nfunc main() { os.Exit(0) }\n", 3, "", []string{"program.go:3:", "no process of its own"}},
		"refused, whatever else":         {nil, head + "import \"os\"\n\nfunc main() { os.Exit(0 }\n", 2, "", []string{"syntax error"}},
		"a directive":                    {nil, head + "//go:noinline\nfunc main() {}\n", 3, "", []string{"steers the compiler"}},
		"too large":                      {nil, hello + "//" + strings.Repeat("x", 64<<10), 3, "", []string{"65536"}},
		"beyond the interpreter":         {[]string{"--engine", "interpreted"}, inexact, 3, "", []string{"not exact", "program.go:"}},
		"an engine that does not exist":  {[]string{"--engine", "steam"}, hello, 2, "", []string{"no engine"}},
		"an explanation of what is none": {[]string{"--explain"}, head + "func main() {\n", 2, "", []string{"guard: not asked"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := write(t, "program.go", c.source)
			status, stdout, stderr := call(t, append(append([]string{"run"}, c.args...), file)...)
			if status != c.status || stdout != c.stdout {
				t.Errorf("status %d, want %d; standard output %.200q, want %.200q\n%.2000s", status, c.status, stdout, c.stdout, stderr)
			}
			for _, want := range c.stderr {
				if !strings.Contains(stderr, want) {
					t.Errorf("standard error says nothing of %q:\n%.2000s", want, stderr)
				}
			}
			if c.status == 0 && c.args == nil && stderr != "" {
				t.Errorf("nobody asked, and it says %q", stderr)
			}
		})
	}
}

func TestRunWantsOneFileThatExists(t *testing.T) {
	for name, args := range map[string][]string{
		"no file":                    {"run"},
		"two files":                  {"run", "a.go", "b.go"},
		"a file that does not exist": {"run", filepath.Join(t.TempDir(), "missing.go")},
	} {
		if status, stdout, stderr := call(t, args...); status != statusUsage || stdout != "" || stderr == "" {
			t.Errorf("%s: status %d, %q, %q", name, status, stdout, stderr)
		}
	}
}
