package jail

import (
	"fmt"
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// A call is a system call that a filter lets through where all its tests hold.
type call struct {
	number uint32
	tests  []test
}

// A test looks at the lower half of one argument: the kernel, too, reads no
// more of those that are tested here.
type test struct {
	argument int
	is       []uint32 // it is one of these; empty: anything
	with     uint32   // it has all of these bits
	without  uint32   // and none of these
}

// What a filter answers.
const (
	allow = unix.SECCOMP_RET_ALLOW
	deny  = unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM)
	// absent makes the C library try clone, whose flags a filter can see, in
	// place of clone3, whose flags it cannot.
	absent = unix.SECCOMP_RET_ERRNO | uint32(unix.ENOSYS)
)

// Where a filter finds things in the kernel's struct seccomp_data.
const (
	numberOffset   = 0
	archOffset     = 4
	argumentOffset = 16 // little-endian on all architectures supported here
)

// filter puts an allow-list into the form that the kernel runs. Everything
// else is denied, every call of another architecture's numbering included.
func filter(calls []call) []unix.SockFilter {
	load := func(offset uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: offset}
	}
	answer := func(what uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: what}
	}
	// jump goes on with the next instruction where the comparison holds, and
	// skips one otherwise, or the other way about.
	jump := func(comparison uint16, k uint32, yes, no uint8) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_JMP | comparison | unix.BPF_K, Jt: yes, Jf: no, K: k}
	}
	program := []unix.SockFilter{
		load(archOffset), jump(unix.BPF_JEQ, auditArch, 1, 0), answer(deny),
		load(numberOffset), jump(unix.BPF_JGE, firstForeign, 0, 1), answer(deny),
		jump(unix.BPF_JEQ, unix.SYS_CLONE3, 0, 1), answer(absent),
	}
	for _, c := range calls {
		var block []unix.SockFilter
		for _, t := range c.tests {
			block = append(block, load(argumentOffset+8*uint32(t.argument)))
			for i, value := range t.is {
				block = append(block, jump(unix.BPF_JEQ, value, uint8(len(t.is)-i), 0))
			}
			if len(t.is) > 0 {
				block = append(block, answer(deny))
			}
			for bit := uint32(1); bit != 0; bit <<= 1 {
				if t.with&bit != 0 {
					block = append(block, jump(unix.BPF_JSET, bit, 1, 0), answer(deny))
				}
			}
			if t.without != 0 {
				block = append(block, jump(unix.BPF_JSET, t.without, 0, 1), answer(deny))
			}
		}
		block = append(block, answer(allow))
		program = append(program, jump(unix.BPF_JEQ, c.number, 0, uint8(len(block))))
		program = append(program, block...)
	}
	return append(program, answer(deny))
}

// install puts a filter on the calling thread, or on all threads of the
// process. It cannot be taken off again. The calling thread must have
// no_new_privs; with all, the others get it.
func install(program []unix.SockFilter, all bool) error {
	flags := uintptr(0)
	if all {
		flags = unix.SECCOMP_FILTER_FLAG_TSYNC
	}
	p := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	thread, _, errno := unix.RawSyscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, flags, uintptr(unsafe.Pointer(&p)))
	switch {
	case errno != 0:
		return fmt.Errorf("jail: seccomp: %w", errno)
	case thread != 0: // a thread had another filter, and none got this one
		return fmt.Errorf("jail: seccomp: thread %d keeps a filter of its own", thread)
	}
	return nil
}

// plain lists calls that are let through as they are.
func plain(numbers ...uint32) []call {
	calls := make([]call, len(numbers))
	for i, n := range numbers {
		calls[i].number = n
	}
	return calls
}

// thread is what clone must be told, and all that it may be told: a thread of
// this process, never a process or a namespace.
const thread = unix.CLONE_THREAD | unix.CLONE_VM | unix.CLONE_SIGHAND

const threadToo = unix.CLONE_FS | unix.CLONE_FILES | unix.CLONE_SYSVSEM | unix.CLONE_SETTLS |
	unix.CLONE_PARENT_SETTID | unix.CLONE_CHILD_SETTID | unix.CLONE_CHILD_CLEARTID | unix.CLONE_DETACHED

// memoryCalls are those that take a protection as their third argument.
func memoryCalls(tests ...test) []call {
	return []call{{unix.SYS_MMAP, tests}, {unix.SYS_MPROTECT, tests}}
}

// noCode keeps a program from making new code: what runs is what was loaded.
var noCode = test{argument: 2, without: unix.PROT_EXEC}

// runtimeCalls are what a Go program needs that opens no file: memory,
// threads, time, and the files it was started with. The most frequent come
// first.
func runtimeCalls() []call {
	own := uint32(os.Getpid())
	calls := append(plain(
		unix.SYS_FUTEX, unix.SYS_READ, unix.SYS_WRITE, unix.SYS_MADVISE, unix.SYS_NANOSLEEP, unix.SYS_MUNMAP,
		unix.SYS_RT_SIGPROCMASK, unix.SYS_RT_SIGRETURN, unix.SYS_RT_SIGACTION, unix.SYS_SIGALTSTACK,
		unix.SYS_SCHED_YIELD, unix.SYS_GETPID, unix.SYS_GETTID, unix.SYS_CLOCK_GETTIME, unix.SYS_EPOLL_PWAIT,
		unix.SYS_CLOSE, unix.SYS_FSTAT, unix.SYS_LSEEK, unix.SYS_READV, unix.SYS_WRITEV, unix.SYS_PREAD64,
		unix.SYS_BRK, unix.SYS_MREMAP, unix.SYS_MINCORE,
		unix.SYS_CLOCK_NANOSLEEP, unix.SYS_CLOCK_GETRES, unix.SYS_GETTIMEOFDAY, unix.SYS_RESTART_SYSCALL,
		unix.SYS_EXIT, unix.SYS_EXIT_GROUP, unix.SYS_SET_TID_ADDRESS, unix.SYS_SET_ROBUST_LIST, unix.SYS_RSEQ,
		unix.SYS_SCHED_GETAFFINITY, unix.SYS_GETCPU, unix.SYS_GETRANDOM,
		unix.SYS_PIPE2, unix.SYS_DUP, unix.SYS_DUP3, unix.SYS_EVENTFD2,
		unix.SYS_EPOLL_CREATE1, unix.SYS_EPOLL_CTL, unix.SYS_PPOLL,
	), plain(archCalls...)...)
	return append(calls,
		call{unix.SYS_TGKILL, []test{{argument: 0, is: []uint32{own}}}}, // preemption
		call{unix.SYS_KILL, []test{{argument: 0, is: []uint32{own}}}},
		call{unix.SYS_CLONE, []test{{argument: 0, with: thread, without: ^uint32(thread | threadToo)}}},
		// No F_SETOWN, which has the kernel send signals to others.
		call{unix.SYS_FCNTL, []test{{argument: 1, is: []uint32{unix.F_GETFL, unix.F_SETFL, unix.F_GETFD, unix.F_SETFD, unix.F_DUPFD_CLOEXEC}}}},
		call{unix.SYS_PRCTL, []test{{argument: 0, is: []uint32{unix.PR_SET_VMA}}}}, // names for mappings
		// A limit that was lowered cannot be raised again.
		call{unix.SYS_PRLIMIT64, []test{{argument: 0, is: []uint32{0}}}},
	)
}
