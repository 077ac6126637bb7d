package jail

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/unix"
	"kernel.org/pub/linux/libs/security/libcap/psx"
)

// neverMore takes from the calling thread the way to new powers, by starting a
// program that has some. With a filter for all threads it reaches all.
func neverMore() error {
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("jail: no_new_privs: %w", err)
	}
	return nil
}

// dropCapabilities leaves the calling thread, or all of them, none of root's
// powers.
func dropCapabilities(all bool) error {
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var held, none [2]unix.CapUserData
	if err := unix.Capget(&header, &held[0]); err != nil {
		return fmt.Errorf("jail: capabilities: %w", err)
	}
	if held == none {
		return nil
	}
	capset := func() unix.Errno {
		_, _, errno := unix.RawSyscall(unix.SYS_CAPSET, uintptr(unsafe.Pointer(&header)), uintptr(unsafe.Pointer(&none[0])), 0)
		return errno
	}
	if all {
		capset = func() unix.Errno {
			_, _, errno := psx.Syscall3(unix.SYS_CAPSET, uintptr(unsafe.Pointer(&header)), uintptr(unsafe.Pointer(&none[0])), 0)
			return errno
		}
	}
	if errno := capset(); errno != 0 {
		return fmt.Errorf("jail: capabilities: %w", errno)
	}
	return nil
}
