package process

import (
	"bytes"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// memory is a process's resident memory as the kernel counts it, in
// /proc/PID/statm. Every process may read that file of every other, whoever
// owns it.
type memory struct {
	file int // -1 where there is none
	page int64
	buf  [256]byte
}

func openMemory(pid int) *memory {
	fd, err := unix.Open("/proc/"+strconv.Itoa(pid)+"/statm", unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		fd = -1
	}
	return &memory{file: fd, page: int64(os.Getpagesize())}
}

// resident is 0 for a process that is gone.
func (m *memory) resident() int64 {
	if m.file < 0 {
		return 0
	}
	n, err := unix.Pread(m.file, m.buf[:], 0)
	if err != nil {
		return 0
	}
	fields := bytes.Fields(m.buf[:n]) // size resident shared …, in pages
	if len(fields) < 2 {
		return 0
	}
	pages, err := strconv.ParseInt(string(fields[1]), 10, 64)
	if err != nil {
		return 0
	}
	return pages * m.page
}

func (m *memory) close() {
	if m.file >= 0 {
		unix.Close(m.file) //nolint:errcheck // it was only read
	}
}
