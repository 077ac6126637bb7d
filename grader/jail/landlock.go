package jail

import (
	"fmt"

	"github.com/landlock-lsm/go-landlock/landlock"
	llsys "github.com/landlock-lsm/go-landlock/landlock/syscall"
	"golang.org/x/sys/unix"
)

// Rights to a path. Those that only folders have are left out for a file.
const (
	readRights  = llsys.AccessFSReadFile | llsys.AccessFSReadDir
	execRights  = llsys.AccessFSReadFile | llsys.AccessFSExecute
	writeRights = readRights | llsys.AccessFSWriteFile | llsys.AccessFSTruncate |
		llsys.AccessFSMakeReg | llsys.AccessFSMakeDir | llsys.AccessFSRemoveFile | llsys.AccessFSRemoveDir
	fileRights = llsys.AccessFSReadFile | llsys.AccessFSExecute | llsys.AccessFSWriteFile | llsys.AccessFSTruncate
)

// confine denies all threads every file and folder, TCP, and, from the ABI
// that has them on, abstract sockets and signals to processes outside. A
// kernel without Landlock denies nothing; LandlockABI tells.
func confine() error {
	if err := landlock.V11.BestEffort().Restrict(); err != nil {
		return fmt.Errorf("jail: landlock: %w", err)
	}
	return nil
}

// configs are Landlock's versions from 1 on.
var configs = [...]landlock.Config{
	landlock.V1, landlock.V2, landlock.V3, landlock.V4, landlock.V5, landlock.V6,
	landlock.V7, landlock.V8, landlock.V9, landlock.V10, landlock.V11,
}

// confineThread denies the calling thread the same, save the paths named. It
// is for a thread that is about to become another program: stopping all
// threads, as confine has to, takes milliseconds.
func confineThread(read, exec, write []string) error {
	abi := min(LandlockABI(), len(configs))
	if abi == 0 {
		return nil
	}
	c := configs[abi-1]
	ruleset, err := llsys.LandlockCreateRuleset(&llsys.RulesetAttr{
		HandledAccessFS:  uint64(c.HandledAccessFS),
		HandledAccessNet: uint64(c.HandledAccessNet),
		Scoped:           uint64(c.Scoped),
	}, 0)
	if err != nil {
		return fmt.Errorf("jail: landlock: %w", err)
	}
	defer unix.Close(ruleset) //nolint:errcheck // the kernel keeps its own
	for _, of := range []struct {
		rights uint64
		paths  []string
	}{{readRights, read}, {execRights, exec}, {writeRights, write}} {
		for _, path := range of.paths {
			if err := permit(ruleset, path, of.rights&uint64(c.HandledAccessFS)); err != nil {
				return fmt.Errorf("jail: landlock: %s: %w", path, err)
			}
		}
	}
	if err := llsys.LandlockRestrictSelf(ruleset, 0); err != nil {
		return fmt.Errorf("jail: landlock: %w", err)
	}
	return nil
}

// permit adds a path to what a ruleset leaves.
func permit(ruleset int, path string, rights uint64) error {
	fd, err := unix.Open(path, unix.O_PATH|unix.O_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer unix.Close(fd) //nolint:errcheck // it was only named
	var s unix.Stat_t
	if err := unix.Fstat(fd, &s); err != nil {
		return err
	}
	if s.Mode&unix.S_IFMT != unix.S_IFDIR {
		rights &= fileRights
	}
	return llsys.LandlockAddPathBeneathRule(ruleset, &llsys.PathBeneathAttr{AllowedAccess: rights, ParentFd: fd}, 0)
}

// LandlockABI is the version of Landlock that the kernel offers; 0 is none.
func LandlockABI() int {
	v, err := llsys.LandlockGetABIVersion()
	if err != nil {
		return 0
	}
	return v
}
