package process

import (
	"fmt"
	"math"
	"os"
	"runtime"
	"syscall"

	"golang.org/x/sys/unix"
)

// fork starts the process. The calling thread becomes the one whose end kills
// it.
func (h *Host) fork(spec Spec, pipes *pipes, cell *cell) (int, error) {
	path, files := spec.Path, append(pipes.child[:len(pipes.child):len(pipes.child)], spec.Files...)
	numbers := make([]uintptr, len(files))
	for i, f := range files {
		numbers[i] = f.Fd()
	}
	if spec.Image != nil {
		if len(files) > lowestImage {
			return 0, fmt.Errorf("%d files are too many", len(files))
		}
		// The image is closed on exec, so that the program does not inherit
		// it, and the child finds it under the number that it has here. On the
		// way there package syscall moves files about, at numbers above the
		// highest it is to hand out. One of those is therefore raised above
		// the image.
		image := spec.Image.Fd()
		path = fmt.Sprintf("/proc/self/fd/%d", image)
		above, err := raise(files[0], int(image)+1)
		if err != nil {
			return 0, err
		}
		defer above.Close() //nolint:errcheck // a copy
		numbers[0] = above.Fd()
	}
	// Go marks every file that it opens; this program's own parent may have
	// left others open, which are no business of the process.
	if err := unix.CloseRange(3, math.MaxUint32, unix.CLOSE_RANGE_CLOEXEC); err != nil {
		return 0, fmt.Errorf("mark inherited files: %w", err)
	}
	attr := &syscall.SysProcAttr{
		Setpgid:    true,
		Pdeathsig:  syscall.SIGKILL,
		Credential: h.user(spec),
		Cloneflags: h.namespaces,
	}
	cell.into(attr)
	dir := spec.Dir
	if dir == "" {
		dir = "/"
	}
	pid, _, err := syscall.StartProcess(path, append([]string{spec.name()}, spec.Args...), &syscall.ProcAttr{
		Dir:   dir,
		Env:   spec.Env,
		Files: numbers,
		Sys:   attr,
	})
	runtime.KeepAlive(files)
	return pid, err
}

// nobody is the user that processes of a server run by root become.
const nobody = 65534

// Host is what the machine and its container permit besides the jail that a
// process builds itself. The zero Host adds nothing, and everything works on
// it.
type Host struct {
	image, path *syscall.Credential // of what is started from an image, or by its path; nil: the server's own user
	namespaces  uintptr
	cgroup      *cgroup // nil: none is delegated to the server
}

// user is who a process becomes. An image can be started by anybody; a path
// only by who may enter the folders above it.
func (h *Host) user(spec Spec) *syscall.Credential {
	if spec.Image != nil {
		return h.image
	}
	return h.path
}

// Owner is who must own what a process that is started by its path is to
// write, and whether that is another user than the server's.
func (h *Host) Owner() (uid, gid int, other bool) {
	if h.path == nil {
		return os.Getuid(), os.Getgid(), false
	}
	return int(h.path.Uid), int(h.path.Gid), true
}
