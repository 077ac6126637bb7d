package jail

import "golang.org/x/sys/unix"

const (
	auditArch = unix.AUDIT_ARCH_X86_64
	// firstForeign is where the numbers of the x32 ABI begin, which shares its
	// architecture with the native one.
	firstForeign = 0x40000000
)

// archCalls are calls of the same kinds as the common ones, under names that
// only this architecture still has.
var archCalls = []uint32{unix.SYS_ARCH_PRCTL, unix.SYS_EPOLL_WAIT, unix.SYS_POLL, unix.SYS_TIME, unix.SYS_GETRLIMIT, unix.SYS_PIPE, unix.SYS_DUP2}

// archFileCalls are the same for files below the folders of a policy.
var archFileCalls = []uint32{
	unix.SYS_STAT, unix.SYS_LSTAT, unix.SYS_ACCESS, unix.SYS_READLINK,
	unix.SYS_UNLINK, unix.SYS_RENAME, unix.SYS_MKDIR, unix.SYS_RMDIR, unix.SYS_CHMOD,
}

// archLoaderCalls are the same for programs that load libraries: the race
// detector asks for its program's name.
var archLoaderCalls = []uint32{unix.SYS_READLINK}
