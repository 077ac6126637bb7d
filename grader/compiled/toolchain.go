// Package compiled is the parent's side of the compiled engine: with Go's own
// compiler and linker, called directly out of a bundle, it makes of accepted
// sources a program that runs in the jail and reports as a worker does. The
// tools run in the jail too, because their input is the learner's.
//
// It imports grader/allowed, grader/jail, grader/process, grader/wire and its
// own dump package. That the sources were accepted is the word of a process
// that had them in its hands; so what they may import is looked at again here,
// and the compiler is shown no archive besides.
package compiled

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"happensbefore/grader/allowed"
	"happensbefore/grader/compiled/source"
	"happensbefore/grader/jail"
	"happensbefore/grader/process"
)

// A Config says where a toolchain lies and what it may use.
type Config struct {
	Dir     string        // the bundle
	Scratch string        // for builds and finished programs; made where missing, emptied by Open
	Host    *process.Host // starts every process
	Cache   int64         // bytes of finished programs to keep; 0: DefaultCache
	Wall    time.Duration // for each call of a tool; 0: DefaultWall
	Memory  int64         // resident bytes of a tool at the most; 0: DefaultMemory
}

// The limits of a Config that says nothing else. A lab takes the tools some
// tenth of a second and 80 MB.
const (
	DefaultCache  = 512 << 20
	DefaultWall   = 20 * time.Second
	DefaultMemory = 640 << 20
)

// testsCache is how many bytes of compiled tests are kept; a lab's have some
// 200 KB.
const testsCache = 64 << 20

// collectAt is the share of a tool's memory at which its garbage collector
// starts to work. Most calls end before; what the rest of the memory holds is
// no heap.
const collectAt = 3.0 / 4

// A Toolchain builds. It may be used by several goroutines at once.
type Toolchain struct {
	config   Config
	manifest Manifest
	archives map[Set]map[string]string // the absolute path of each package's archive
	loader   []string                  // what a program with the race detector loads: ld.so and the C library
	lock     *os.File                  // on the scratch folder, which one process uses at a time
	programs *cache
	tests    *cache         // archives of labs' tests, by what the learner's package exports
	removals sync.WaitGroup // of the folders of builds that have ended
}

// Open checks the bundle and prepares the scratch folder.
func Open(config Config) (*Toolchain, error) {
	if config.Cache == 0 {
		config.Cache = DefaultCache
	}
	if config.Wall == 0 {
		config.Wall = DefaultWall
	}
	if config.Memory == 0 {
		config.Memory = DefaultMemory
	}
	t := &Toolchain{config: config, archives: map[Set]map[string]string{}}
	if err := t.openBundle(); err != nil {
		return nil, fmt.Errorf("compiled: toolchain: %w", err)
	}
	if err := t.openScratch(); err != nil {
		return nil, fmt.Errorf("compiled: scratch folder: %w", err)
	}
	return t, nil
}

// Close lets another process have the scratch folder. No build may be under way.
func (t *Toolchain) Close() error {
	t.removals.Wait()
	if err := t.lock.Close(); err != nil {
		return fmt.Errorf("compiled: scratch folder: %w", err)
	}
	return nil
}

// Version is that of the Go distribution which the bundle was made from.
func (t *Toolchain) Version() string { return t.manifest.Go }

func (t *Toolchain) openBundle() error {
	var err error
	if t.config.Dir, err = filepath.Abs(t.config.Dir); err != nil {
		return err
	}
	if t.manifest, err = ReadManifest(t.config.Dir); err != nil {
		return err
	}
	for _, s := range []Set{RaceSet, FaketimeSet} {
		if t.archives[s], err = t.readSet(s); err != nil {
			return fmt.Errorf("set %s: %w", s, err)
		}
	}
	t.loader, err = findLoader()
	return err
}

func (t *Toolchain) readSet(s Set) (map[string]string, error) {
	text, err := os.ReadFile(filepath.Join(t.config.Dir, s.ConfigFile()))
	if err != nil {
		return nil, err
	}
	archives := map[string]string{}
	for line := range strings.Lines(string(text)) {
		pkg, file, ok := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "packagefile "), "=")
		if !ok {
			return nil, fmt.Errorf("%s: cannot read %q", s.ConfigFile(), line)
		}
		archives[pkg] = filepath.Join(t.config.Dir, file)
	}
	wanted := learnersImports()
	if s == RaceSet {
		wanted = append(wanted, testImports()...)
	}
	for _, pkg := range wanted {
		if archives[pkg] == "" {
			return nil, fmt.Errorf("there is no archive of %s", pkg)
		}
	}
	return archives, nil
}

// findLoader finds what the kernel and ld.so open when a program with the race
// detector starts: that one is written in C++ and needs the C library.
func findLoader() ([]string, error) {
	const interpreter, library = "/lib64/ld-linux-x86-64.so.2", "libc.so.6"
	if _, err := os.Stat(interpreter); err != nil {
		return nil, fmt.Errorf("the race detector needs the C library: %w", err)
	}
	for _, dir := range []string{"/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib64", "/usr/lib64"} {
		if _, err := os.Stat(filepath.Join(dir, library)); err == nil {
			return []string{interpreter, filepath.Join(dir, library)}, nil
		}
	}
	return nil, fmt.Errorf("the race detector needs the C library: %s is in none of the usual folders", library)
}

// openScratch empties the scratch folder: what an earlier process left there
// may be half a build, or half a program where the host lost power.
func (t *Toolchain) openScratch() error {
	scratch, err := filepath.Abs(t.config.Scratch)
	if err != nil {
		return err
	}
	t.config.Scratch = scratch
	if err := os.MkdirAll(scratch, 0o755); err != nil {
		return err
	}
	lock, err := os.OpenFile(filepath.Join(scratch, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	if err := unix.Flock(int(lock.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		return errors.Join(fmt.Errorf("%s is in use by another process: %w", scratch, err), lock.Close())
	}
	t.lock = lock
	programs, tests := filepath.Join(scratch, "programs"), filepath.Join(scratch, "tests")
	for _, dir := range []string{t.builds(), programs, tests} {
		if err := os.RemoveAll(dir); err != nil {
			return errors.Join(err, lock.Close())
		}
		if err := os.Mkdir(dir, 0o711); err != nil {
			return errors.Join(err, lock.Close())
		}
	}
	t.programs, t.tests = newCache(programs, t.config.Cache), newCache(tests, testsCache)
	return nil
}

func (t *Toolchain) builds() string { return filepath.Join(t.config.Scratch, "builds") }

// testImports is what a lab's tests and the generated main import besides what
// the learner may.
func testImports() []string {
	return append(allowed.TestPackages(), InsidePackage, SynctestPackage)
}

// learnersImports is what a learner's package imports, at the most.
func learnersImports() []string {
	return append(append(allowed.Packages(), source.SimPackages()...), LimitsPackage)
}

// learnersConfig is the compiler's import configuration for the learner's
// package: of all archives it knows those that may be imported, so that a
// forbidden import fails here even if nothing before has stopped it.
func (t *Toolchain) learnersConfig(s Set) string {
	return source.SimConfig() + t.config.lines(t.archives[s], learnersImports())
}

// testsConfig is the same for a lab's tests.
func (t *Toolchain) testsConfig(s Set, lab string) string {
	return source.SimConfig() + "importmap testing/synctest=" + SynctestPackage + "\n" +
		t.config.lines(t.archives[s], append(learnersImports(), testImports()...)) +
		"packagefile lab=" + lab + "\n"
}

// linkersConfig is the linker's, which wants every package.
func (t *Toolchain) linkersConfig(s Set) string {
	var all []string
	for pkg := range t.archives[s] {
		all = append(all, pkg)
	}
	slices.Sort(all)
	return t.config.lines(t.archives[s], all)
}

func (Config) lines(archives map[string]string, packages []string) string {
	var b strings.Builder
	for _, pkg := range packages {
		fmt.Fprintf(&b, "packagefile %s=%s\n", pkg, archives[pkg])
	}
	return b.String()
}

// maxToolOutput bounds what is read of a tool's messages, in bytes.
const maxToolOutput = 256 << 10

// run runs a tool in the jail, in dir, the one folder that it may write to.
// Besides that and the bundle it may read what read names.
func (t *Toolchain) run(ctx context.Context, tool, dir string, read []string, nice int, args ...string) (process.Ending, error) {
	policy := jail.Policy{
		Kind:     jail.Tool,
		Read:     append([]string{t.config.Dir}, read...),
		Write:    []string{dir},
		CPU:      4 * t.config.Wall, // the wall limit ends it before, unless it keeps many processors busy
		FileSize: maxProgram,
		Nice:     nice,
		Env: []string{
			"GOGC=off", // most calls end before their garbage is worth collecting
			fmt.Sprintf("GOMEMLIMIT=%d", int64(float64(t.config.Memory)*collectAt)),
			"TMPDIR=" + dir, "TZ=", // and no HOME, where the tools would keep counts of what they do
		},
	}
	if tool == LinkFile {
		policy.Env = append(policy.Env, "GOMAXPROCS=1") // it has little to do side by side
	}
	command, err := policy.Command(filepath.Join(t.config.Dir, tool), args...)
	if err != nil {
		return process.Ending{}, err
	}
	p, err := t.config.Host.Start(ctx, process.Spec{
		Path:   filepath.Join(t.config.Dir, JailerFile),
		Args:   command,
		Dir:    dir,
		Memory: t.config.Memory,
		CPU:    policy.CPU,
		Output: maxToolOutput,
		Errors: maxToolOutput,
	})
	if err != nil {
		return process.Ending{}, err
	}
	p.Begin(t.config.Wall)
	p.Input().Close() //nolint:errcheck // nothing was to be said
	end := p.Wait()
	return end, end.Err
}
