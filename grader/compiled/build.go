package compiled

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

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
	key := t.key(job)
	for {
		e, first := t.cache.take(key)
		if first {
			return t.fill(ctx, key, e, job, nice)
		}
		select {
		case <-e.ready:
		case <-ctx.Done():
			return nil, nil, fmt.Errorf("compiled: %w", errors.Join(ctx.Err(), t.cache.release(e)))
		}
		if e.err == nil {
			return &Binary{toolchain: t, entry: e, path: t.cache.path(key), set: setOf(job), Cached: true}, nil, nil
		}
		// Whoever built it found a fault or gave up. This caller finds out for
		// itself.
		if err := t.cache.release(e); err != nil {
			return nil, nil, fmt.Errorf("compiled: cache: %w", err)
		}
	}
}

var errNotBuilt = errors.New("not built")

func (t *Toolchain) fill(ctx context.Context, key string, e *entry, job wire.Job, nice int) (*Binary, []wire.Diagnostic, error) {
	b, err := t.newBuild(ctx, job, nice)
	var found []wire.Diagnostic
	if err == nil {
		defer b.remove()
		found, err = b.program()
	}
	if err == nil && len(found) == 0 {
		if err = t.cache.settle(key, e, b.path(programFile), nil); err == nil {
			return &Binary{toolchain: t, entry: e, path: t.cache.path(key), set: b.set}, nil, nil
		}
		return nil, nil, fmt.Errorf("compiled: cache: %w", err)
	}
	t.cache.settle(key, e, "", errNotBuilt) //nolint:errcheck // it returns what it is given
	if err != nil {
		return nil, nil, fmt.Errorf("compiled: %w", err)
	}
	return nil, found, nil
}

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

const programFile = "program"

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
	path := "lab"
	if b.set == FaketimeSet {
		path = "main"
	}
	if found, err := b.compile(path, b.learnersConfig(b.set), sources); err != nil || len(found) > 0 {
		return found, err
	}
	config := b.linkersConfig(b.set)
	if b.set == RaceSet {
		if found, err := b.tests(); err != nil || len(found) > 0 {
			return found, err
		}
		config += "packagefile lab=" + b.path("lab.a") + "\n"
	}
	return b.link(config)
}

// tests compiles the lab's tests, with the generated main function, as package
// main. They are not inlined: they run once, and inlining would take longer.
func (b *build) tests() ([]wire.Diagnostic, error) {
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
	return b.compile("main", b.testsConfig(b.set, b.path("lab.a")), append(sources, "main/main.go"), "-l")
}

// compile compiles a package to an archive named after it.
func (b *build) compile(pkg, config string, sources []string, flags ...string) ([]wire.Diagnostic, error) {
	file := pkg + ".importcfg"
	if err := b.write(file, []byte(config)); err != nil {
		return nil, err
	}
	args := append(Flags(b.set).Compile, flags...)
	args = append(args, "-p="+pkg, "-trimpath="+b.dir+"=>", "-importcfg="+file, "-pack", "-o="+pkg+".a")
	end, err := b.run(b.ctx, CompileFile, b.dir, b.nice, append(args, sources...)...)
	if err != nil {
		return nil, fmt.Errorf("compile: %w", err)
	}
	return refusal(CompileFile, end)
}

func (b *build) link(config string) ([]wire.Diagnostic, error) {
	const file = "link.importcfg"
	if err := b.write(file, []byte(config)); err != nil {
		return nil, err
	}
	args := append(Flags(b.set).Link, "-importcfg="+file, "-o="+programFile, "main.a")
	end, err := b.run(b.ctx, LinkFile, b.dir, b.nice, args...)
	if err != nil {
		return nil, fmt.Errorf("link: %w", err)
	}
	return refusal(LinkFile, end)
}
