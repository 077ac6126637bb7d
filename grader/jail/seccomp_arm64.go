package jail

import "golang.org/x/sys/unix"

const (
	auditArch    = unix.AUDIT_ARCH_AARCH64
	firstForeign = 0x40000000 // no call has such a number here
)

// This architecture has no older names for the common calls.
var archCalls, archFileCalls, archLoaderCalls []uint32
