package jail

import (
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

const (
	// launchFile is the number under which Launch opens the program. The
	// filter lets through the start of that file alone; the kernel closes it
	// with the start; and as launchedFiles ends below it, the program can
	// never put another file in its place. So it can start nothing. It is the
	// highest for which the kernel need not enlarge the table of files, which
	// takes a process with threads a millisecond or more.
	launchFile = 63
	// launchedFiles is above what the linker, which opens most, has open: 10.
	launchedFiles = launchFile
)

// Launch turns this process into a program under a policy, given the arguments
// that Policy.Command made. It returns only where that fails.
func Launch(args []string) error {
	if len(args) < 2 {
		return errors.New("jail: launch needs a policy and a program")
	}
	var p Policy
	if err := json.Unmarshal([]byte(args[0]), &p); err != nil {
		return fmt.Errorf("jail: policy: %w", err)
	}
	argv, err := syscall.SlicePtrFromStrings(args[1:])
	if err != nil {
		return fmt.Errorf("jail: arguments: %w", err)
	}
	envv, err := syscall.SlicePtrFromStrings(p.Env)
	if err != nil {
		return fmt.Errorf("jail: environment: %w", err)
	}
	calls, err := p.calls()
	if err != nil {
		return err
	}
	// Only this thread lives on as the program.
	runtime.LockOSThread()
	if err := openProgram(args[1]); err != nil {
		return err
	}
	if err := p.limit(); err != nil {
		return err
	}
	if err := neverMore(); err != nil {
		return err
	}
	if err := confineThread(p.Read, append(p.Exec, args[1]), p.Write); err != nil {
		return err
	}
	if err := dropCapabilities(false); err != nil {
		return err
	}
	if err := install(filter(calls), false); err != nil {
		return err
	}
	var empty byte // the file itself, not one below it
	_, _, errno := unix.RawSyscall6(unix.SYS_EXECVEAT, launchFile, uintptr(unsafe.Pointer(&empty)),
		uintptr(unsafe.Pointer(&argv[0])), uintptr(unsafe.Pointer(&envv[0])), unix.AT_EMPTY_PATH, 0)
	return fmt.Errorf("jail: start %s: %w", args[1], errno)
}

func openProgram(path string) error {
	fd, err := unix.Open(path, unix.O_PATH|unix.O_CLOEXEC, 0)
	if err != nil {
		return fmt.Errorf("jail: open %s: %w", path, err)
	}
	if err := unix.Dup3(fd, launchFile, unix.O_CLOEXEC); err != nil {
		return fmt.Errorf("jail: open %s: %w", path, err)
	}
	return unix.Close(fd)
}

func (p Policy) limit() error {
	if p.Nice != 0 {
		if err := unix.Setpriority(unix.PRIO_PROCESS, 0, p.Nice); err != nil {
			return fmt.Errorf("jail: nice: %w", err)
		}
	}
	bounds := []bound{
		{"core", unix.RLIMIT_CORE, 0},
		{"file size", unix.RLIMIT_FSIZE, uint64(p.FileSize)},
		{"open files", unix.RLIMIT_NOFILE, launchedFiles},
	}
	if p.CPU > 0 {
		bounds = append(bounds, bound{"processor time", unix.RLIMIT_CPU, uint64((p.CPU + time.Second - 1) / time.Second)})
	}
	return limit(bounds...)
}

// start lets Launch's own last step through, and nothing like it afterwards.
var start = call{unix.SYS_EXECVEAT, []test{{argument: 0, is: []uint32{launchFile}}, {argument: 4, is: []uint32{unix.AT_EMPTY_PATH}}}}

// calls are the system calls that a policy's program may use.
func (p Policy) calls() ([]call, error) {
	calls := append(runtimeCalls(), start)
	switch {
	case p.Kind == Tool:
		return append(append(calls, memoryCalls()...), toolCalls()...), nil
	case p.Kind == Program && len(p.Read)+len(p.Exec) > 0:
		return append(append(calls, memoryCalls()...), loaderCalls()...), nil
	case p.Kind == Program:
		return append(calls, memoryCalls(noCode)...), nil
	}
	return nil, fmt.Errorf("jail: policy of unknown kind %q", p.Kind)
}

// loaderCalls are what a program needs, besides, whose libraries are loaded
// when it starts. Landlock says which files those are, but not which may be
// asked about: such a program can learn a file's size or where a link points.
func loaderCalls() []call {
	writing := uint32(unix.O_WRONLY | unix.O_RDWR | unix.O_CREAT | unix.O_TRUNC | unix.O_TMPFILE&^unix.O_DIRECTORY)
	return append(append(plain(unix.SYS_NEWFSTATAT, unix.SYS_READLINKAT), plain(archLoaderCalls...)...),
		call{unix.SYS_OPENAT, []test{{argument: 2, without: writing}}})
}

// toolCalls are what the compiler and the linker need, besides, for files.
// Landlock says which.
func toolCalls() []call {
	return append(plain(
		unix.SYS_OPENAT, unix.SYS_NEWFSTATAT, unix.SYS_STATX, unix.SYS_GETDENTS64, unix.SYS_PWRITE64, unix.SYS_FTRUNCATE,
		unix.SYS_FALLOCATE, unix.SYS_MSYNC, unix.SYS_FLOCK, unix.SYS_FACCESSAT, unix.SYS_FACCESSAT2, unix.SYS_READLINKAT, unix.SYS_GETCWD,
		unix.SYS_UNLINKAT, unix.SYS_RENAMEAT, unix.SYS_RENAMEAT2, unix.SYS_MKDIRAT, unix.SYS_FCHMOD, unix.SYS_FCHMODAT,
	), plain(archFileCalls...)...)
}
