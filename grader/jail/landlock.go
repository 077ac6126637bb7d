package jail

import (
	"fmt"
	"os"

	"github.com/landlock-lsm/go-landlock/landlock"
	llsys "github.com/landlock-lsm/go-landlock/landlock/syscall"
)

// Rights to a path. Those that only folders have are left out for a file.
const (
	readRights  = llsys.AccessFSReadFile | llsys.AccessFSReadDir
	execRights  = llsys.AccessFSReadFile | llsys.AccessFSExecute
	writeRights = readRights | llsys.AccessFSWriteFile | llsys.AccessFSTruncate |
		llsys.AccessFSMakeReg | llsys.AccessFSMakeDir | llsys.AccessFSRemoveFile | llsys.AccessFSRemoveDir
	fileRights = llsys.AccessFSReadFile | llsys.AccessFSExecute | llsys.AccessFSWriteFile | llsys.AccessFSTruncate
)

// confine denies all threads every file and folder but those named, TCP, and,
// from the ABI that has them on, abstract sockets and signals to processes
// outside. A kernel without Landlock denies nothing; LandlockABI tells.
func confine(read, exec, write []string) error {
	var rules []landlock.Rule
	for _, of := range []struct {
		rights landlock.AccessFSSet
		paths  []string
	}{{readRights, read}, {execRights, exec}, {writeRights, write}} {
		for _, path := range of.paths {
			info, err := os.Stat(path)
			if err != nil {
				return fmt.Errorf("jail: landlock: %w", err)
			}
			rights := of.rights
			if !info.IsDir() {
				rights &= fileRights
			}
			rules = append(rules, landlock.PathAccess(rights, path))
		}
	}
	if err := landlock.V11.BestEffort().Restrict(rules...); err != nil {
		return fmt.Errorf("jail: landlock: %w", err)
	}
	return nil
}

// LandlockABI is the version of Landlock that the kernel offers; 0 is none.
func LandlockABI() int {
	v, err := llsys.LandlockGetABIVersion()
	if err != nil {
		return 0
	}
	return v
}
