package compiled

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"

	"happensbefore/grader/compiled/dump"
	"happensbefore/grader/compiled/source"
	"happensbefore/grader/wire"
)

// maxProgram bounds every file that a tool writes, in bytes. A lab's program
// has some 4 MB; large initialised variables make it larger.
const maxProgram = 64 << 20

// Build makes a program of a job: where it has tests, one that runs them under
// the race detector and reports; else the learner's own, in virtual time.
// Diagnostics are why the learner's code cannot be built after all, as an
// *Unbuildable is; any other error is ours or the context's. nice is for the
// tools. The caller must close the binary.
func (t *Toolchain) Build(ctx context.Context, job wire.Job, nice int) (*Binary, []wire.Diagnostic, error) {
	var found []wire.Diagnostic
	var b *build
	e, made, err := t.programs.hold(ctx, t.key(job.Files, job.Tests), func() (string, error) {
		var err error
		if b, err = t.newBuild(ctx, job, nice); err != nil {
			return "", err
		}
		if found, err = b.program(); len(found) > 0 {
			err = errNotBuilt
		}
		return b.path(programFile), err
	})
	if b != nil {
		b.remove()
	}
	switch {
	case len(found) > 0:
		return nil, found, nil
	case err != nil:
		return nil, nil, fmt.Errorf("compiled: %w", err)
	}
	return &Binary{toolchain: t, entry: e, set: setOf(job), Cached: !made}, nil, nil
}

// errNotBuilt says that a source is at fault, as diagnostics tell.
var errNotBuilt = errors.New("not built")

func setOf(job wire.Job) Set {
	if len(job.Tests) == 0 {
		return FaketimeSet
	}
	return RaceSet
}

// A build is one job on its way to a program, in a folder of its own.
type build struct {
	*Toolchain
	ctx  context.Context
	job  wire.Job
	nice int
	set  Set
	dir  string
}

const (
	mainFile    = "main.a"
	programFile = "program"
)

func (t *Toolchain) newBuild(ctx context.Context, job wire.Job, nice int) (*build, error) {
	dir, err := os.MkdirTemp(t.builds(), "")
	if err != nil {
		return nil, err
	}
	b := &build{Toolchain: t, ctx: ctx, job: job, nice: nice, set: setOf(job), dir: dir}
	if uid, gid, other := t.config.Host.Owner(); other {
		if err := os.Chown(dir, uid, gid); err != nil {
			b.remove()
			return nil, err
		}
	}
	return b, nil
}

// remove removes the folder, which takes milliseconds that nobody has to wait
// for. What cannot be removed now is when the toolchain is next opened.
func (b *build) remove() {
	b.removals.Go(func() { os.RemoveAll(b.dir) }) //nolint:errcheck // as above
}

func (b *build) path(name string) string { return filepath.Join(b.dir, filepath.FromSlash(name)) }

// write writes sources for the tools, which may run as another user.
func (b *build) write(name string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(b.path(name)), 0o755); err != nil {
		return err
	}
	return os.WriteFile(b.path(name), text, 0o644)
}

// read reads what a tool wrote. The tool's input is a stranger's, so that what
// has the file's name may be anything.
func (b *build) read(name string) ([]byte, error) {
	f, err := os.OpenFile(b.path(name), os.O_RDONLY|unix.O_NOFOLLOW|unix.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no file: %w", name, errors.Join(err, fs.ErrInvalid))
	}
	return io.ReadAll(io.LimitReader(f, maxProgram))
}

// program builds the program.
func (b *build) program() ([]wire.Diagnostic, error) {
	pkg, found, err := source.Look(b.job.Files)
	if err != nil || len(found) > 0 {
		return found, err
	}
	if err := b.write("limits/limits.go", source.WithLimits(pkg)); err != nil {
		return nil, err
	}
	sources := []string{"limits/limits.go"}
	for _, f := range b.job.Files {
		name := dump.Folder + f.Name
		if err := b.write(name, f.Source); err != nil {
			return nil, err
		}
		sources = append(sources, name)
	}
	if b.set == FaketimeSet {
		if found, err := b.compile("main", b.learnersConfig(b.set), sources, "-o="+mainFile); err != nil || len(found) > 0 {
			return found, err
		}
		return b.link(b.linkersConfig(b.set), b.path(mainFile))
	}
	// What the package exports, for the compiler, goes to a file of its own.
	if found, err := b.compile("lab", b.learnersConfig(b.set), sources, "-o="+exportsFile, "-linkobj=lab.a"); err != nil || len(found) > 0 {
		return found, err
	}
	tests, found, err := b.compiledTests()
	if err != nil || len(found) > 0 {
		return found, err
	}
	found, err = b.link(b.linkersConfig(b.set)+"packagefile lab="+b.path("lab.a")+"\n", tests.path)
	return found, errors.Join(err, b.tests.release(tests))
}

// exportsFile is what the compiler is given of the learner's package when it
// compiles the tests.
const exportsFile = "lab.x"

// compiledTests is the archive of the lab's tests, with the generated main
// function, as package main. All that it depends on of the learner's package is
// what that exports, positions included; so answers of which that is the same
// share one. It is compiled in a folder that the learner's own compilation
// could not write to, from nothing but what its key is the hash of.
func (b *build) compiledTests() (*entry, []wire.Diagnostic, error) {
	exports, err := b.read(exportsFile)
	if err != nil {
		return nil, nil, err
	}
	var found []wire.Diagnostic
	var apart *build
	e, _, err := b.tests.hold(b.ctx, b.key(b.job.Tests, []wire.File{{Name: exportsFile, Source: exports}}), func() (string, error) {
		var err error
		if apart, err = b.newBuild(b.ctx, b.job, b.nice); err != nil {
			return "", err
		}
		if found, err = apart.compileTests(exports); len(found) > 0 {
			err = errNotBuilt
		}
		return apart.path(mainFile), err
	})
	if apart != nil {
		apart.remove()
	}
	if len(found) > 0 {
		return nil, found, nil
	}
	return e, nil, err
}

// compileTests compiles the tests. They are not inlined: they run once, and
// inlining would take longer.
func (b *build) compileTests(exports []byte) ([]wire.Diagnostic, error) {
	if err := b.write(exportsFile, exports); err != nil {
		return nil, err
	}
	var sources, names []string
	for _, f := range b.job.Tests {
		text, tests, err := source.AsMain(f)
		if err != nil {
			return nil, err
		}
		name := "tests/" + f.Name
		if err := b.write(name, text); err != nil {
			return nil, err
		}
		sources, names = append(sources, name), append(names, tests...)
	}
	if err := b.write("main/main.go", source.Main(names)); err != nil {
		return nil, err
	}
	return b.compile("main", b.testsConfig(b.set, b.path(exportsFile)), append(sources, "main/main.go"), "-l", "-o="+mainFile)
}

// compile compiles a package. The flags say where to.
func (b *build) compile(pkg, config string, sources []string, flags ...string) ([]wire.Diagnostic, error) {
	file := pkg + ".importcfg"
	if err := b.write(file, []byte(config)); err != nil {
		return nil, err
	}
	args := append(Flags(b.set).Compile, flags...)
	args = append(args, "-p="+pkg, "-trimpath="+b.dir+"=>", "-importcfg="+file, "-pack")
	end, err := b.run(b.ctx, CompileFile, b.dir, nil, b.nice, append(args, sources...)...)
	if err != nil {
		return nil, fmt.Errorf("compile: %w", err)
	}
	return refusal(CompileFile, end)
}

// link links the archive of package main, which need not lie in the folder.
func (b *build) link(config, main string) ([]wire.Diagnostic, error) {
	const file = "link.importcfg"
	if err := b.write(file, []byte(config)); err != nil {
		return nil, err
	}
	args := append(Flags(b.set).Link, "-importcfg="+file, "-o="+programFile, main)
	end, err := b.run(b.ctx, LinkFile, b.dir, []string{main}, b.nice, args...)
	if err != nil {
		return nil, fmt.Errorf("link: %w", err)
	}
	return refusal(LinkFile, end)
}
