package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// A hostProcess is a process as the kernel tells of it.
type hostProcess struct {
	pid, parent int
	ended       bool   // nobody has asked for its status yet
	running     bool   // or about to
	began       string // in ticks since the host's start: tells it from a later one with its number
	args        []string
}

func (p hostProcess) String() string {
	return fmt.Sprintf("%d (child of %d): %.200q", p.pid, p.parent, p.args)
}

// lookAt is the process with the number, and false where there is none.
func lookAt(pid int) (hostProcess, bool) {
	dir := filepath.Join("/proc", strconv.Itoa(pid))
	stat, err := os.ReadFile(filepath.Join(dir, "stat"))
	if err != nil {
		return hostProcess{}, false
	}
	// Its name stands in parentheses and may hold some itself.
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	if len(fields) < 20 {
		return hostProcess{}, false
	}
	p := hostProcess{pid: pid, ended: fields[0] == "Z" || fields[0] == "X", running: fields[0] == "R", began: fields[19]}
	p.parent, _ = strconv.Atoi(fields[1]) // digits, by the kernel
	return p, true
}

// withArgs fills in the command line, which an ended process no longer has.
func (p hostProcess) withArgs() hostProcess {
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(p.pid), "cmdline"))
	if err == nil && len(text) > 0 {
		p.args = strings.Split(strings.TrimSuffix(string(text), "\x00"), "\x00")
	}
	return p
}

// hostProcesses are all of the host, without their command lines.
func hostProcesses(t testing.TB) map[int]hostProcess {
	t.Helper()
	entries, err := os.ReadDir("/proc")
	if err != nil {
		t.Fatal(err)
	}
	all := map[int]hostProcess{}
	for _, entry := range entries {
		if pid, err := strconv.Atoi(entry.Name()); err == nil {
			if p, ok := lookAt(pid); ok {
				all[pid] = p
			}
		}
	}
	return all
}

// childrenOf are a process's own children. The kernel lists them by thread, where
// it was built so; else all processes are asked for their parent.
func childrenOf(t testing.TB, pid int) []hostProcess {
	t.Helper()
	lists, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	if err != nil {
		t.Fatal(err)
	}
	var found []hostProcess
	if len(lists) == 0 {
		for _, p := range hostProcesses(t) {
			if p.parent == pid {
				found = append(found, p)
			}
		}
		return found
	}
	for _, list := range lists {
		text, err := os.ReadFile(list)
		if err != nil {
			continue // the thread has ended
		}
		for _, child := range strings.Fields(string(text)) {
			number, _ := strconv.Atoi(child) // digits, by the kernel
			if p, ok := lookAt(number); ok {
				found = append(found, p)
			}
		}
	}
	return found
}

// adopt makes the children of killed processes this test's own, so that
// whatever a server leaves behind can be told from what runs on the host besides.
func adopt(t testing.TB) {
	t.Helper()
	if err := unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0); err != nil {
			t.Error(err)
		}
	})
}

// offspring are the processes that descend from this test, in an adopting test
// those included whose parents are gone. The server with the number is not
// counted, only what descends from it.
func offspring(t testing.TB, server int) []hostProcess {
	t.Helper()
	all := hostProcesses(t)
	var found []hostProcess
	for _, p := range all {
		if p.ended || p.pid == server {
			continue
		}
		for up := p.parent; up > 1; up = all[up].parent {
			if up == os.Getpid() {
				found = append(found, p.withArgs())
				break
			}
		}
	}
	slices.SortFunc(found, func(a, b hostProcess) int { return a.pid - b.pid })
	return found
}

// noOffspring wants nothing left but the server and what it keeps ready, after
// the moment that killed processes take to be gone.
func noOffspring(t testing.TB, server int, when string) {
	t.Helper()
	var left []hostProcess
	for range 100 {
		if left = atWork(offspring(t, server), server); len(left) == 0 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("%s there are left %v", when, left)
}

// atWork are the processes less the workers that a server keeps waiting for a
// job, of which there are no more than it has at work at once.
func atWork(all []hostProcess, server int) []hostProcess {
	spare := runtime.NumCPU()
	return slices.DeleteFunc(all, func(p hostProcess) bool {
		if kind, _ := victimOf(p.args); server == 0 || kind != aWorker || p.parent != server || p.running || spare == 0 {
			return false
		}
		spare--
		return true
	})
}
