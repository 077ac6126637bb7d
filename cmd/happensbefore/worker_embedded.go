//go:build embedworker

package main

import (
	_ "embed"
	"fmt"
	"os"
	"os/exec"

	"golang.org/x/sys/unix"

	"happensbefore/grader"
	"happensbefore/grader/process"
)

// workerProgram is cmd/worker, put here by the build.
//
//go:embed worker.bin
var workerProgram []byte

// newWorker makes workers of the program inside this one. It lies in a file
// in memory, so that nothing has to be unpacked to a disk, and stays open as
// long as this process lives. Where the kernel refuses to start programs from
// memory (vm.memfd_noexec), this program is its own worker.
func newWorker() (grader.Worker, error) {
	path, err := inMemory("worker", workerProgram)
	if err != nil {
		return grader.Worker{}, err
	}
	probe := exec.Command(path) // reads no job, and says so
	if err := probe.Run(); probe.ProcessState != nil {
		return grader.Worker{Host: new(process.Host), Path: path}, nil
	} else if self, selfErr := os.Executable(); selfErr == nil {
		return grader.Worker{Host: new(process.Host), Path: self, Args: []string{workerCommand}}, nil
	} else {
		return grader.Worker{}, fmt.Errorf("%w; %w", err, selfErr)
	}
}

// inMemory puts a program into a sealed file without a name and returns a path
// that any child can start it by.
func inMemory(name string, program []byte) (string, error) {
	fd, err := unix.MemfdCreate(name, unix.MFD_CLOEXEC|unix.MFD_ALLOW_SEALING)
	if err != nil {
		return "", fmt.Errorf("worker: memory file: %w", err)
	}
	for rest := program; len(rest) > 0; {
		n, err := unix.Write(fd, rest)
		if err != nil {
			return "", fmt.Errorf("worker: memory file: %w", err)
		}
		rest = rest[n:]
	}
	seals := unix.F_SEAL_SEAL | unix.F_SEAL_SHRINK | unix.F_SEAL_GROW | unix.F_SEAL_WRITE
	if _, err := unix.FcntlInt(uintptr(fd), unix.F_ADD_SEALS, seals); err != nil {
		return "", fmt.Errorf("worker: memory file: seal: %w", err)
	}
	return fmt.Sprintf("/proc/%d/fd/%d", os.Getpid(), fd), nil // never closed: workers start from it
}
