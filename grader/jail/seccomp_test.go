package jail

import (
	"os"
	"testing"

	"golang.org/x/sys/unix"
)

func TestFiltersLetThroughWhatTheirKindNeedsOnly(t *testing.T) {
	own, other := uint64(os.Getpid()), uint64(os.Getppid())
	goThread := uint64(unix.CLONE_VM | unix.CLONE_FS | unix.CLONE_FILES | unix.CLONE_SIGHAND | unix.CLONE_SYSVSEM | unix.CLONE_THREAD)
	filters := map[string][]unix.SockFilter{"worker": filter(workerCalls())}
	for name, p := range map[string]Policy{
		"tool": {Kind: Tool}, "static": {Kind: Program}, "dynamic": {Kind: Program, Read: []string{"/lib"}},
	} {
		calls, err := p.calls()
		if err != nil {
			t.Fatal(err)
		}
		filters[name] = filter(calls)
	}
	tests := map[string]struct {
		arch, number uint32
		args         [6]uint64
		want         map[string]uint32 // by filter; deny where it is not named
	}{
		"read":                            {auditArch, unix.SYS_READ, [6]uint64{}, allowed("worker", "tool", "static", "dynamic")},
		"read of another architecture":    {auditArch ^ 1, unix.SYS_READ, [6]uint64{}, nil},
		"read of the x32 ABI":             {auditArch, 0x40000000 | unix.SYS_READ, [6]uint64{}, nil},
		"a number that is none":           {auditArch, ^uint32(0), [6]uint64{}, nil},
		"a thread":                        {auditArch, unix.SYS_CLONE, [6]uint64{goThread}, allowed("worker", "tool", "static", "dynamic")},
		"a process":                       {auditArch, unix.SYS_CLONE, [6]uint64{uint64(unix.SIGCHLD)}, nil},
		"a process that shares memory":    {auditArch, unix.SYS_CLONE, [6]uint64{goThread &^ unix.CLONE_THREAD}, nil},
		"a thread in a namespace":         {auditArch, unix.SYS_CLONE, [6]uint64{goThread | unix.CLONE_NEWUSER}, nil},
		"preempting a thread":             {auditArch, unix.SYS_TGKILL, [6]uint64{own, 1, 23}, allowed("worker", "tool", "static", "dynamic")},
		"a signal to another's thread":    {auditArch, unix.SYS_TGKILL, [6]uint64{other, 1, 23}, nil},
		"a signal to another":             {auditArch, unix.SYS_KILL, [6]uint64{other, 9}, nil},
		"a signal to all":                 {auditArch, unix.SYS_KILL, [6]uint64{^uint64(0), 9}, nil},
		"signals sent for a file":         {auditArch, unix.SYS_FCNTL, [6]uint64{0, unix.F_SETOWN, other}, nil},
		"a mapping":                       {auditArch, unix.SYS_MMAP, [6]uint64{0, 4096, unix.PROT_READ | unix.PROT_WRITE}, allowed("worker", "tool", "static", "dynamic")},
		"a mapping of code":               {auditArch, unix.SYS_MMAP, [6]uint64{0, 4096, unix.PROT_READ | unix.PROT_EXEC}, allowed("tool", "dynamic")},
		"memory made code":                {auditArch, unix.SYS_MPROTECT, [6]uint64{0, 4096, unix.PROT_EXEC}, allowed("tool", "dynamic")},
		"opening for reading":             {auditArch, unix.SYS_OPENAT, [6]uint64{0, 0, unix.O_RDONLY | unix.O_CLOEXEC}, allowed("tool", "dynamic")},
		"opening for writing":             {auditArch, unix.SYS_OPENAT, [6]uint64{0, 0, unix.O_WRONLY}, allowed("tool")},
		"removing a file":                 {auditArch, unix.SYS_UNLINKAT, [6]uint64{}, allowed("tool")},
		"starting a program":              {auditArch, unix.SYS_EXECVE, [6]uint64{}, nil},
		"starting the launched file":      {auditArch, unix.SYS_EXECVEAT, [6]uint64{launchFile, 0, 0, 0, unix.AT_EMPTY_PATH}, allowed("tool", "static", "dynamic")},
		"starting another file":           {auditArch, unix.SYS_EXECVEAT, [6]uint64{3, 0, 0, 0, unix.AT_EMPTY_PATH}, nil},
		"starting a file by its name":     {auditArch, unix.SYS_EXECVEAT, [6]uint64{launchFile, 0, 0, 0, 0}, nil},
		"a socket":                        {auditArch, unix.SYS_SOCKET, [6]uint64{unix.AF_INET}, nil},
		"being dumpable":                  {auditArch, unix.SYS_PRCTL, [6]uint64{unix.PR_SET_DUMPABLE, 1}, nil},
		"another process's limits":        {auditArch, unix.SYS_PRLIMIT64, [6]uint64{other}, nil},
		"one's own limits":                {auditArch, unix.SYS_PRLIMIT64, [6]uint64{0}, allowed("worker", "tool", "static", "dynamic")},
		"a process with unseen flags":     {auditArch, unix.SYS_CLONE3, [6]uint64{}, map[string]uint32{"worker": absent, "tool": absent, "static": absent, "dynamic": absent}},
		"a device's control":              {auditArch, unix.SYS_IOCTL, [6]uint64{}, nil},
		"another way to write to a file":  {auditArch, unix.SYS_IO_URING_SETUP, [6]uint64{}, nil},
		"a file in memory":                {auditArch, unix.SYS_MEMFD_CREATE, [6]uint64{}, nil},
		"a process by a file, signalling": {auditArch, unix.SYS_PIDFD_SEND_SIGNAL, [6]uint64{}, nil},
	}
	for name, test := range tests {
		for kind, program := range filters {
			want := uint32(deny)
			if w, named := test.want[kind]; named {
				want = w
			}
			if got := answer(t, program, test.arch, test.number, test.args); got != want {
				t.Errorf("%s: %s gets %#x, want %#x", name, kind, got, want)
			}
		}
	}
}

func allowed(kinds ...string) map[string]uint32 {
	want := map[string]uint32{}
	for _, k := range kinds {
		want[k] = allow
	}
	return want
}

// answer runs a filter as the kernel does, for the instructions that filters
// are made of.
func answer(t *testing.T, program []unix.SockFilter, arch, number uint32, args [6]uint64) uint32 {
	t.Helper()
	var loaded uint32
	for at := 0; at < len(program); at++ {
		i := program[at]
		jump := func(yes bool) {
			if yes {
				at += int(i.Jt)
			} else {
				at += int(i.Jf)
			}
		}
		switch i.Code {
		case unix.BPF_LD | unix.BPF_W | unix.BPF_ABS:
			switch {
			case i.K == numberOffset:
				loaded = number
			case i.K == archOffset:
				loaded = arch
			case i.K >= argumentOffset && (i.K-argumentOffset)%8 == 0:
				loaded = uint32(args[(i.K-argumentOffset)/8])
			default:
				t.Fatalf("load from %d", i.K)
			}
		case unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K:
			jump(loaded == i.K)
		case unix.BPF_JMP | unix.BPF_JGE | unix.BPF_K:
			jump(loaded >= i.K)
		case unix.BPF_JMP | unix.BPF_JSET | unix.BPF_K:
			jump(loaded&i.K != 0)
		case unix.BPF_RET | unix.BPF_K:
			return i.K
		default:
			t.Fatalf("instruction %#x", i.Code)
		}
	}
	t.Fatal("the filter has no end")
	return 0
}
