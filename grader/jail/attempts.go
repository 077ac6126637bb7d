package jail

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Attempts by which a reader of Findings tells one wall from the other:
// Landlock knows nothing of the first three, and anybody but it lets a process
// do the last.
const (
	Datagram      = "send a datagram"
	Fork          = "start a process"
	MemoryProgram = "make a program in memory"
	Passwd        = "read /etc/passwd"
)

const newCode = "make new code"

// An escape is one way out. It returns the kernel's refusal, or nil where
// there was none.
type escape struct {
	name  string
	rough bool // it disturbs the host where it succeeds
	try   func() error
}

// judge says whether an answer of the kernel's is a refusal. ESRCH is one: a
// process cannot be harmed where it cannot be named.
func judge(err error) (denied bool, said string) {
	if err == nil {
		return false, "nothing: it worked"
	}
	for _, refusal := range []error{unix.EPERM, unix.EACCES, unix.ENOSYS, unix.ESRCH} {
		if errors.Is(err, refusal) {
			return true, err.Error()
		}
	}
	return false, err.Error()
}

// trueProgram is a program that nearly every host has; else the probe's own
// serves.
func trueProgram() string {
	for _, path := range []string{"/bin/true", "/usr/bin/true"} {
		var s unix.Stat_t
		if unix.Stat(path, &s) == nil {
			return path
		}
	}
	return "/proc/self/exe"
}

// attempts are all the ways out that a probe tries.
func attempts(b Bait) []escape {
	return []escape{
		{Passwd, false, func() error { return open("/etc/passwd", unix.O_RDONLY) }},
		{"read a file of the server's", false, func() error { return open(b.File, unix.O_RDONLY) }},
		{"write a file", false, func() error {
			path := b.Folder + "/escaped-" + strconv.Itoa(os.Getpid())
			defer unix.Unlink(path) //nolint:errcheck // mostly there is none
			return open(path, unix.O_WRONLY|unix.O_CREAT)
		}},
		{"list the processes in /proc", false, func() error { return open("/proc", unix.O_RDONLY|unix.O_DIRECTORY) }},
		{"read the server's environment in /proc", false, func() error {
			return open(fmt.Sprintf("/proc/%d/environ", b.Parent), unix.O_RDONLY)
		}},
		{"open a device", false, func() error { return open("/dev/zero", unix.O_RDWR) }},
		{"open a TCP connection", false, func() error {
			return dial(unix.AF_INET, unix.SOCK_STREAM, &unix.SockaddrInet4{Port: b.TCP, Addr: [4]byte{127, 0, 0, 1}})
		}},
		{Datagram, false, func() error {
			return dial(unix.AF_INET, unix.SOCK_DGRAM, &unix.SockaddrInet4{Port: b.TCP, Addr: [4]byte{127, 0, 0, 1}})
		}},
		{"connect to a unix socket", false, func() error {
			return dial(unix.AF_UNIX, unix.SOCK_STREAM, &unix.SockaddrUnix{Name: b.Socket})
		}},
		{"start another program", false, func() error { return begin(trueProgram()) }},
		{Fork, false, fork},
		{"start a process the new way", false, func() error {
			// Too short a structure: the kernel says so where it lets the call through.
			_, _, errno := unix.RawSyscall(unix.SYS_CLONE3, 0, 1, 0)
			return refusal(errno, unix.EINVAL)
		}},
		{"signal the server", false, func() error { return unix.Kill(b.Parent, 0) }},
		{"trace the server", true, func() error {
			_, _, errno := unix.RawSyscall6(unix.SYS_PTRACE, unix.PTRACE_SEIZE, uintptr(b.Parent), 0, 0, 0, 0)
			return refusal(errno)
		}},
		{"read the server's memory", false, func() error {
			var to byte
			local := []unix.Iovec{{Base: &to, Len: 1}}
			_, err := unix.ProcessVMReadv(b.Parent, local, []unix.RemoteIovec{{Base: 1, Len: 1}}, 0)
			if errors.Is(err, unix.EFAULT) { // it may read, and nothing is there
				return nil
			}
			return err
		}},
		{"mount a file system", true, func() error {
			if err := unix.Mount("none", b.Folder, "tmpfs", 0, ""); err != nil {
				return err
			}
			return unix.Unmount(b.Folder, unix.MNT_DETACH)
		}},
		{"leave its namespaces", false, func() error { return unix.Unshare(unix.CLONE_FS) }},
		{"change its user", false, func() error {
			none := ^uintptr(0)
			_, _, errno := unix.RawSyscall(unix.SYS_SETRESUID, none, none, none)
			return refusal(errno)
		}},
		{MemoryProgram, false, func() error {
			fd, err := unix.MemfdCreate("escape", unix.MFD_CLOEXEC)
			if err != nil {
				return err
			}
			defer unix.Close(fd) //nolint:errcheck // it is empty
			return begin("/proc/self/fd/" + strconv.Itoa(fd))
		}},
		{"set up an io_uring", false, func() error {
			var params [120]byte
			fd, _, errno := unix.RawSyscall(unix.SYS_IO_URING_SETUP, 1, uintptr(unsafe.Pointer(&params[0])), 0)
			return opened(fd, errno)
		}},
		{"load into the kernel with bpf", true, func() error {
			attr := [18]uint32{2, 4, 4, 1} // an array of one number
			fd, _, errno := unix.RawSyscall(unix.SYS_BPF, unix.BPF_MAP_CREATE, uintptr(unsafe.Pointer(&attr[0])), unsafe.Sizeof(attr))
			return opened(fd, errno)
		}},
		{"open a userfaultfd", false, func() error {
			fd, _, errno := unix.RawSyscall(unix.SYS_USERFAULTFD, unix.O_CLOEXEC|1, 0, 0) // 1: of user mode only
			return opened(fd, errno)
		}},
		{"watch with perf", true, func() error {
			attr := unix.PerfEventAttr{Type: unix.PERF_TYPE_SOFTWARE, Size: uint32(unsafe.Sizeof(unix.PerfEventAttr{})), Bits: unix.PerfBitExcludeKernel | unix.PerfBitExcludeHv}
			fd, err := unix.PerfEventOpen(&attr, 0, -1, -1, 0)
			if err == nil {
				unix.Close(fd) //nolint:errcheck // nothing was measured
			}
			return err
		}},
		{"use the kernel's keys", true, func() error {
			_, err := unix.KeyctlGetKeyringID(unix.KEY_SPEC_PROCESS_KEYRING, true)
			return err
		}},
		{newCode, false, func() error {
			code, err := unix.Mmap(-1, 0, os.Getpagesize(), unix.PROT_READ|unix.PROT_WRITE|unix.PROT_EXEC, unix.MAP_PRIVATE|unix.MAP_ANON)
			if err == nil {
				unix.Munmap(code) //nolint:errcheck // nothing ran
			}
			return err
		}},
	}
}

func open(path string, flags int) error {
	fd, err := unix.Open(path, flags|unix.O_CLOEXEC, 0o600)
	if err == nil {
		unix.Close(fd) //nolint:errcheck // opening was the point
	}
	return err
}

func dial(family, kind int, to unix.Sockaddr) error {
	fd, err := unix.Socket(family, kind|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer unix.Close(fd) //nolint:errcheck // connecting was the point
	if err := unix.Connect(fd, to); err != nil || kind == unix.SOCK_STREAM {
		return err
	}
	_, err = unix.Write(fd, []byte("escaped"))
	return err
}

// begin starts a program as far as the kernel's last check: the arguments are
// where no memory is, which it finds out after it opened the program.
func begin(path string) error {
	name, err := unix.BytePtrFromString(path)
	if err != nil {
		return err
	}
	_, _, errno := unix.RawSyscall(unix.SYS_EXECVE, uintptr(unsafe.Pointer(name)), 1, 0)
	return refusal(errno, unix.EFAULT)
}

// fork makes a process that ends at once.
func fork() error {
	pid, _, errno := unix.RawSyscall6(unix.SYS_CLONE, uintptr(unix.SIGCHLD), 0, 0, 0, 0, 0)
	if errno != 0 {
		return errno
	}
	if pid == 0 {
		unix.RawSyscall(unix.SYS_EXIT_GROUP, 0, 0, 0) //nolint:errcheck // it does not return
	}
	_, err := unix.Wait4(int(pid), nil, 0, nil)
	return err
}

// refusal is nil for no error, and for those with which the kernel only
// complains about what it would have done.
func refusal(errno unix.Errno, complaints ...unix.Errno) error {
	for _, c := range complaints {
		if errno == c {
			return nil
		}
	}
	if errno == 0 {
		return nil
	}
	return errno
}

func opened(fd uintptr, errno unix.Errno) error {
	if errno == 0 {
		unix.Close(int(fd)) //nolint:errcheck // opening was the point
	}
	return refusal(errno)
}

// reach says whether every path can be got at: a file read, a folder entered.
func reach(paths []string) error {
	for _, path := range paths {
		var s unix.Stat_t
		if err := unix.Stat(path, &s); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		need := uint32(unix.R_OK)
		if s.Mode&unix.S_IFMT == unix.S_IFDIR {
			need = unix.X_OK
		}
		if err := unix.Access(path, need); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return nil
}
