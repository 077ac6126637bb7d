package compiled

// ToolFlags are the flags that all calls of the compiler and of the linker
// share.
type ToolFlags struct{ Compile, Link []string }

// Flags are a set's. Debugging information is left out because nobody debugs
// these programs, and writing it takes as long as compiling them.
func Flags(s Set) ToolFlags {
	f := ToolFlags{
		Compile: []string{"-dwarf=false", "-lang=go1.26", "-complete", "-c=2"},
		Link:    []string{"-libgcc=none", "-linkmode=internal", "-buildmode=exe", "-s", "-w"},
	}
	if s == RaceSet {
		f.Compile = append(f.Compile, "-race")
		f.Link = append(f.Link, "-race")
	}
	return f
}
