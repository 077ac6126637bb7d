package process

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// lowestImage is above the number of every file that a process is given, so
// that handing those out never replaces the image before it is started.
const lowestImage = 64

// InMemory puts a program into a sealed file without a name, for Spec.Image.
// Nothing has to be unpacked to a disk, and it can be started by a user who
// may read none of this program's files. It stays until the file is closed.
func InMemory(name string, program []byte) (*os.File, error) {
	fd, err := unix.MemfdCreate(name, unix.MFD_CLOEXEC|unix.MFD_ALLOW_SEALING)
	if err != nil {
		return nil, fmt.Errorf("process: memory file: %w", err)
	}
	f := os.NewFile(uintptr(fd), name)
	defer f.Close() //nolint:errcheck // raise made the copy that is kept
	if _, err := f.Write(program); err != nil {
		return nil, fmt.Errorf("process: memory file: %w", err)
	}
	seals := unix.F_SEAL_SEAL | unix.F_SEAL_SHRINK | unix.F_SEAL_GROW | unix.F_SEAL_WRITE
	if _, err := unix.FcntlInt(uintptr(fd), unix.F_ADD_SEALS, seals); err != nil {
		return nil, fmt.Errorf("process: memory file: seal: %w", err)
	}
	return raise(f, lowestImage)
}

// OpenImage opens a program on disk for Spec.Image: it is then found by this
// program's rights to the folders above it, not by those of the process's user.
func OpenImage(path string) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("process: %w", err)
	}
	defer f.Close() //nolint:errcheck // raise made the copy that is kept
	return raise(f, lowestImage)
}

// raise gives an open file a second number, least or above.
func raise(f *os.File, least int) (*os.File, error) {
	fd, err := unix.FcntlInt(f.Fd(), unix.F_DUPFD_CLOEXEC, least)
	if err != nil {
		return nil, fmt.Errorf("process: %s: %w", f.Name(), err)
	}
	return os.NewFile(uintptr(fd), f.Name()), nil
}
