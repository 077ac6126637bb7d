package process

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"happensbefore/grader/jail"
)

// probeWall is how long a probe may take. Usual are 20 ms; a host that is busy
// starting up must not be mistaken for one whose jail has no end.
const probeWall = 10 * time.Second

// Subjects are the programs that a survey starts, as they will be started.
type Subjects struct {
	Worker Spec     // Path or Image, and Args: what makes it a worker
	Jailer string   // cmd/jailer; empty where there is no compiled engine
	Reach  []string // files and folders that tools and programs must get at
}

// Survey finds out which outer layers this host permits, builds the jail with
// them, and proves it with probes that really try to break out. The error is
// ours: a probe could not be run. That a jail does not hold is in the Report.
func Survey(ctx context.Context, s Subjects) (*Host, Report, error) {
	began := time.Now()
	h, layers := outer(ctx, s)
	b, err := newBait()
	if err != nil {
		return nil, Report{}, fmt.Errorf("process: survey: %w", err)
	}
	defer b.close()

	r := Report{}
	var alone jail.Findings
	probes := []struct {
		into *jail.Findings
		spec Spec
		bait jail.Bait
	}{
		{&r.worker, s.Worker.with(jail.ProbeWorker), b.Bait},
		{&alone, s.Worker.with(jail.ProbeLandlock), b.gentle()},
	}
	if s.Jailer != "" {
		// A program that loads libraries has the widest filter: it may open
		// files, so that Landlock alone answers for them.
		policy := jail.Policy{Kind: jail.Program, Read: []string{s.Jailer}, CPU: probeWall}
		args, err := policy.Command(s.Jailer, jail.ProbeHere)
		if err != nil {
			return nil, Report{}, fmt.Errorf("process: survey: %w", err)
		}
		loads := b.Bait
		loads.Loads = true
		probes = append(probes, struct {
			into *jail.Findings
			spec Spec
			bait jail.Bait
		}{&r.program, Spec{Path: s.Jailer, Args: args}, loads})
	}
	errs := make([]error, len(probes))
	var running sync.WaitGroup
	for i, p := range probes {
		running.Go(func() { *p.into, errs[i] = h.probe(ctx, p.spec, p.bait) })
	}
	running.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, Report{}, fmt.Errorf("process: survey: %w", err)
	}
	r.compiled = s.Jailer != ""
	for i, l := range layers {
		if l.Name == userLayer && l.Holds && !r.unprivileged() {
			layers[i].Holds, layers[i].Detail = false, "a process says that it is root"
		}
	}
	r.Layers = append(inner(r.worker, alone), layers...)
	r.Elapsed = time.Since(began)
	return h, r, nil
}

// inner says of the layers that a process builds itself whether they hold.
func inner(worker, alone jail.Findings) []Layer {
	limits := Layer{Name: "limits", Holds: true, Detail: "processor time, files and memory, by the kernel and by a watch from outside"}
	seccomp := Layer{Name: seccompLayer, Holds: true, Detail: "system calls are denied that nothing else here denies"}
	for _, name := range []string{jail.Datagram, jail.Fork, jail.MemoryProgram} {
		if !denied(worker, name) {
			seccomp.Holds, seccomp.Detail = false, "a worker could "+name
		} else if denied(alone, name) {
			seccomp.Detail = "system calls are denied, some of them by the container as well"
		}
	}
	ll := Layer{Name: landlockLayer, Holds: worker.Landlock > 0 && denied(alone, jail.Passwd)}
	switch {
	case ll.Holds:
		ll.Detail = fmt.Sprintf("ABI %d: files", alone.Landlock)
		for _, more := range []struct {
			abi  int
			what string
		}{{4, "TCP"}, {5, "devices"}, {6, "signals and abstract sockets"}} {
			if alone.Landlock >= more.abi {
				ll.Detail += ", " + more.what
			}
		}
	case worker.Landlock == 0:
		ll.Detail = "the kernel has none, or the container hides it"
	default:
		ll.Detail = "it is there, but a file could be read"
	}
	return []Layer{limits, seccomp, ll}
}

// outer finds the layers that this program adds to a process where it may.
// Each is tried by a worker that enters its jail under it.
func outer(ctx context.Context, s Subjects) (*Host, []Layer) {
	h := new(Host)
	try := func(changed Host, spec Spec, reach ...string) error {
		_, err := changed.probe(ctx, spec.with(jail.ProbeReach), jail.Bait{Reach: reach})
		if err == nil {
			h = &changed
		}
		return err
	}
	user := Layer{Name: userLayer, Holds: os.Getuid() != 0, Detail: "processes run as the server's own user, which is not root"}
	if !user.Holds {
		user.Holds, user.Detail = s.unprivileged(try)
	}
	spaces := Layer{Name: "namespaces", Holds: true, Detail: "processes see no others, no network and no host name"}
	separate, shared := *h, *h
	separate.namespaces, shared.namespaces = namespaces, namespaces&^syscall.CLONE_NEWPID
	if err := try(separate, s.Worker); err != nil {
		spaces.Detail = "processes see no network and no host name, but the numbers of others: " + err.Error()
		if err := try(shared, s.Worker); err != nil {
			spaces.Holds, spaces.Detail = false, "not permitted here: "+err.Error()
		}
	}
	group := Layer{Name: "cgroup"}
	if c, err := ownDelegated(); err != nil {
		group.Detail = "none is delegated: " + err.Error()
	} else {
		inside := *h
		inside.cgroup = c
		if err := try(inside, s.Worker); err != nil {
			group.Detail = "processes cannot be put in one: " + err.Error()
		} else {
			group.Holds, group.Detail = true, "the kernel counts each job's memory and threads in "+c.dir
		}
	}
	return h, []Layer{user, spaces, group}
}

// unprivileged has processes that root would start become another user: those
// that are started from an image, which needs nothing else, and those that are
// started by a path, where they reach what they need.
func (s Subjects) unprivileged(try func(Host, Spec, ...string) error) (all bool, says string) {
	other := &syscall.Credential{Uid: nobody, Gid: nobody}
	who := "processes run"
	if s.Worker.Image != nil {
		if err := try(Host{image: other}, s.Worker); err != nil {
			return false, "processes run as root, without its powers: as another user, " + err.Error()
		}
		who = fmt.Sprintf("workers run as user %d; compiler and compiled programs", nobody)
	}
	if s.Worker.Image == nil || s.Jailer != "" {
		if err := try(Host{image: other, path: other}, s.Worker, append(s.Reach, s.jailer()...)...); err != nil {
			return false, who + " as root, without its powers: as another user, " + err.Error()
		}
	}
	return true, fmt.Sprintf("processes run as user %d", nobody)
}

func ownDelegated() (*cgroup, error) {
	mounts, err := os.ReadFile("/proc/self/mounts")
	if err != nil {
		return nil, err
	}
	self, err := os.ReadFile("/proc/self/cgroup")
	if err != nil {
		return nil, err
	}
	return delegated(string(mounts), string(self))
}

// probe starts a probe and reads what it found.
func (h *Host) probe(ctx context.Context, spec Spec, bait jail.Bait) (jail.Findings, error) {
	spec.Output, spec.Errors = 64<<10, 4<<10
	p, err := h.Start(ctx, spec)
	if err != nil {
		return jail.Findings{}, err
	}
	p.Begin(probeWall)
	writeErr := json.NewEncoder(p.Input()).Encode(bait)
	p.Input().Close() //nolint:errcheck // the probe reads one value
	e := p.Wait()
	var f jail.Findings
	switch {
	case e.Err != nil:
		return f, e.Err
	case e.TimedOut:
		return f, fmt.Errorf("probe of %s: no end within %v: %s", spec.name(), probeWall, strings.TrimSpace(e.Errors))
	case e.Status != 0:
		return f, fmt.Errorf("probe of %s: status %d, signal %d: %s", spec.name(), e.Status, e.Signal, strings.TrimSpace(e.Errors))
	case writeErr != nil:
		return f, fmt.Errorf("probe of %s: %w", spec.name(), writeErr)
	case len(e.Output) == 0: // jail.ProbeReach says nothing
		return f, nil
	}
	if err := json.Unmarshal(e.Output, &f); err != nil {
		return f, fmt.Errorf("probe of %s: %w", spec.name(), err)
	}
	return f, nil
}

// with is the spec with one more argument.
func (s Spec) with(arg string) Spec {
	s.Args = append(s.Args[:len(s.Args):len(s.Args)], arg)
	return s
}

func (s Subjects) jailer() []string {
	if s.Jailer == "" {
		return nil
	}
	return []string{s.Jailer}
}

// A bait is what the probes try to get at: things of this program's own, open
// to anybody as far as permissions go, so that only the jail can deny them.
type bait struct {
	jail.Bait
	dir       string
	listeners []net.Listener
}

func newBait() (*bait, error) {
	dir, err := os.MkdirTemp("", "survey")
	if err != nil {
		return nil, err
	}
	b := &bait{dir: dir, Bait: jail.Bait{
		File:   filepath.Join(dir, "file"),
		Folder: filepath.Join(dir, "folder"),
		Socket: filepath.Join(dir, "socket"),
		Parent: os.Getpid(),
	}}
	if err := b.lay(); err != nil {
		b.close()
		return nil, err
	}
	return b, nil
}

func (b *bait) lay() error {
	if err := os.Chmod(b.dir, 0o711); err != nil {
		return err
	}
	if err := os.WriteFile(b.File, []byte("not for a worker\n"), 0o644); err != nil {
		return err
	}
	if err := os.Mkdir(b.Folder, 0o755); err != nil {
		return err
	}
	if err := os.Chmod(b.Folder, 0o777); err != nil { // Mkdir's is cut by the umask
		return err
	}
	tcp, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	b.listeners = append(b.listeners, tcp)
	b.TCP = tcp.Addr().(*net.TCPAddr).Port
	unix, err := net.Listen("unix", b.Socket)
	if err != nil {
		return err
	}
	b.listeners = append(b.listeners, unix)
	return os.Chmod(b.Socket, 0o777)
}

func (b *bait) gentle() jail.Bait {
	g := b.Bait
	g.Gentle = true
	return g
}

func (b *bait) close() {
	for _, l := range b.listeners {
		l.Close() //nolint:errcheck // nobody was served
	}
	os.RemoveAll(b.dir) //nolint:errcheck // a leftover in the temporary folder harms nobody
}
