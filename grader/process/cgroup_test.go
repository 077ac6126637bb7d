package process

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tree is a folder that looks like a cgroup: what the kernel does with what is
// written there, only a host with a delegated one can show.
func tree(t *testing.T, controllers, inside string) (mounts, dir string) {
	t.Helper()
	root := t.TempDir()
	dir = filepath.Join(root, "app")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "cgroup.controllers"), controllers)
	write(t, filepath.Join(dir, "cgroup.procs"), inside)
	return "proc /proc proc rw 0 0\ncgroup2 " + root + " cgroup2 rw 0 0\n", dir
}

func TestADelegatedCgroupIsDivided(t *testing.T) {
	own := strconv.Itoa(os.Getpid())
	mounts, dir := tree(t, "cpu memory pids\n", own+"\n")
	c, err := delegated(mounts, "9:name=systemd:/\n0::/app\n")
	if err != nil {
		t.Fatal(err)
	}
	s, err := c.cell(100 << 20)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, file := range []string{"cgroup.subtree_control", serverLeaf + "/cgroup.procs"} {
		got[file] = read(t, filepath.Join(dir, file))
	}
	for _, file := range []string{"memory.max", "memory.oom.group", "memory.swap.max", "pids.max"} {
		got[file] = read(t, filepath.Join(s.path, file))
	}
	want := map[string]string{
		"cgroup.subtree_control":     "+memory +pids",
		serverLeaf + "/cgroup.procs": own,
		"memory.max":                 strconv.Itoa(100<<20 + cellSlack),
		"memory.oom.group":           "1",
		"memory.swap.max":            "0",
		"pids.max":                   "256",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if err := s.limit(50 << 20); err != nil {
		t.Fatal(err)
	}
	if max := read(t, filepath.Join(s.path, "memory.max")); max != strconv.Itoa(50<<20+cellSlack) {
		t.Errorf("the job's memory.max is %s", max)
	}
	events := filepath.Join(s.path, "memory.events")
	for content, killed := range map[string]bool{"oom 1\noom_kill 0\n": false, "oom 1\noom_kill 1\n": true} {
		write(t, events, content)
		if s.killed() != killed {
			t.Errorf("killed is %v for %q", !killed, content)
		}
	}
}

func TestACgroupIsLeftAloneThatIsNotOurs(t *testing.T) {
	own := strconv.Itoa(os.Getpid())
	for name, test := range map[string]struct{ controllers, inside, list, want string }{
		"no memory controller":  {"cpu pids", own, "0::/app\n", "no controller memory"},
		"other programs in it":  {"memory pids", own + "\n1\n", "0::/app\n", "holds other processes"},
		"version 1 of it alone": {"memory pids", own, "4:memory:/app\n", "in no cgroup v2"},
		"somewhere not mounted": {"memory pids", own, "0::/elsewhere\n", "no such file"},
		"nothing of it mounted": {"memory pids", own, "", "no cgroup v2 tree"},
	} {
		mounts, dir := tree(t, test.controllers, test.inside)
		if test.list == "" {
			mounts = "cgroup /sys/fs/cgroup/memory cgroup rw 0 0\n"
		}
		if _, err := delegated(mounts, test.list); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, test.want)
		}
		if _, err := os.Stat(filepath.Join(dir, serverLeaf)); err == nil {
			t.Errorf("%s: it was divided", name)
		}
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
