package process

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	// cellThreads bounds a process's threads. The Go runtime needs one for
	// each processor it uses, a few of its own and one for each blocking call.
	cellThreads = 256
	// cellSlack is what the kernel counts for a process besides its resident
	// memory: page tables, pipes, stacks of its threads. The watch comes first.
	cellSlack = 32 << 20
)

// cgroup is the part of the cgroup v2 tree that was delegated to this program.
// A nil one is none.
type cgroup struct {
	dir  string
	next atomic.Int64
}

// cell is the cgroup of one process. A nil one is none.
type cell struct {
	dir  *os.File
	path string
}

// delegated finds the cgroup that this program is in and may divide: one with
// the controllers memory and pids, writable, and without other programs. The
// kernel lets only leaves hold processes, so this program moves to a leaf of
// its own. An error says why there is none.
func delegated(mounts, self string) (*cgroup, error) {
	root, err := unified(mounts)
	if err != nil {
		return nil, err
	}
	own, err := ownCgroup(self)
	if err != nil {
		return nil, err
	}
	dir := filepath.Join(root, own)
	if filepath.Base(dir) == serverLeaf { // moved there by an earlier Survey
		dir = filepath.Dir(dir)
	}
	for _, name := range []string{"memory", "pids"} {
		offered, err := os.ReadFile(filepath.Join(dir, "cgroup.controllers"))
		if err != nil {
			return nil, err
		}
		if !bytes.Contains(append(offered, ' '), []byte(name)) {
			return nil, fmt.Errorf("%s has no controller %s", dir, name)
		}
	}
	if err := vacate(dir); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(dir, "cgroup.subtree_control"), []byte("+memory +pids"), 0); err != nil {
		return nil, err
	}
	return &cgroup{dir: dir}, nil
}

const serverLeaf = "happensbefore-server"

// vacate moves this program, and nothing else, from a cgroup to a leaf below.
func vacate(dir string) error {
	inside, err := os.ReadFile(filepath.Join(dir, "cgroup.procs"))
	if err != nil {
		return err
	}
	own := strconv.Itoa(os.Getpid())
	for _, pid := range strings.Fields(string(inside)) {
		if pid != own {
			return fmt.Errorf("%s holds other processes", dir)
		}
	}
	leaf := filepath.Join(dir, serverLeaf)
	if err := os.Mkdir(leaf, 0o755); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	return os.WriteFile(filepath.Join(leaf, "cgroup.procs"), []byte(own), 0)
}

// unified is where the cgroup v2 tree is mounted, by a table of mounts in the
// form of /proc/self/mounts.
func unified(table string) (string, error) {
	for l := range strings.Lines(table) {
		if f := strings.Fields(l); len(f) > 2 && f[2] == "cgroup2" {
			return f[1], nil
		}
	}
	return "", errors.New("no cgroup v2 tree is mounted")
}

// ownCgroup is a process's cgroup v2, by a list in the form of
// /proc/self/cgroup.
func ownCgroup(list string) (string, error) {
	for l := range strings.Lines(list) {
		if path, ok := strings.CutPrefix(strings.TrimSpace(l), "0::"); ok {
			return path, nil
		}
	}
	return "", errors.New("this program is in no cgroup v2")
}

// cell makes the cgroup for one process that may hold memory bytes; 0 is no
// limit.
func (c *cgroup) cell(memory int64) (*cell, error) {
	if c == nil {
		return nil, nil
	}
	path := filepath.Join(c.dir, fmt.Sprintf("job-%d-%d", os.Getpid(), c.next.Add(1)))
	if err := os.Mkdir(path, 0o755); err != nil {
		return nil, err
	}
	s := &cell{path: path}
	if err := errors.Join(s.set("pids.max", strconv.Itoa(cellThreads)), s.limit(memory)); err != nil {
		s.remove()
		return nil, err
	}
	dir, err := os.Open(path)
	if err != nil {
		s.remove()
		return nil, err
	}
	s.dir = dir
	return s, nil
}

// limit is what the cell's process may hold from now on; 0 is no limit.
func (s *cell) limit(memory int64) error {
	switch {
	case s == nil:
		return nil
	case memory == 0:
		return s.set("memory.max", "max")
	}
	// Best effort: a kernel without swap accounting has no such file.
	s.set("memory.swap.max", "0") //nolint:errcheck
	return errors.Join(s.set("memory.oom.group", "1"), s.set("memory.max", strconv.FormatInt(memory+cellSlack, 10)))
}

func (s *cell) set(name, value string) error {
	return os.WriteFile(filepath.Join(s.path, name), []byte(value), 0)
}

// into makes the kernel start a process inside the cell.
func (s *cell) into(attr *syscall.SysProcAttr) {
	if s == nil {
		return
	}
	attr.UseCgroupFD, attr.CgroupFD = true, int(s.dir.Fd())
}

// killed says whether the kernel killed the process for its memory.
func (s *cell) killed() bool {
	if s == nil {
		return false
	}
	events, err := os.ReadFile(filepath.Join(s.path, "memory.events"))
	if err != nil {
		return false
	}
	for l := range strings.Lines(string(events)) {
		if f := strings.Fields(l); len(f) == 2 && f[0] == "oom_kill" {
			return f[1] != "0"
		}
	}
	return false
}

// remove removes the cell of a process that is gone. The kernel may need a
// moment to forget the process. A cell that stays is empty and costs little.
func (s *cell) remove() {
	if s == nil {
		return
	}
	if s.dir != nil {
		s.dir.Close() //nolint:errcheck // it was only named
	}
	for range 20 {
		if err := os.Remove(s.path); err == nil || errors.Is(err, os.ErrNotExist) {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
}
