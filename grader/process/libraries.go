package process

import (
	"debug/elf"
	"fmt"
	"os"
	"path/filepath"
)

// loaderCache is where the loader looks first. It finds libraries without it.
const loaderCache = "/etc/ld.so.cache"

// libraryFolders are where the loader looks without a cache, on Debian's and
// Fedora's kinds of systems, musl's included.
var libraryFolders = []string{
	"/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib/aarch64-linux-gnu", "/usr/lib/aarch64-linux-gnu",
	"/lib64", "/usr/lib64", "/lib", "/usr/lib",
}

// Libraries names what a program must be able to read and to execute besides
// itself, for its jail.Policy: its loader and the libraries that it names. For
// a static program there are none.
func Libraries(program string) (read, exec []string, err error) {
	f, err := elf.Open(program)
	if err != nil {
		return nil, nil, fmt.Errorf("process: libraries of %s: %w", program, err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	for _, p := range f.Progs {
		if p.Type != elf.PT_INTERP {
			continue
		}
		name := make([]byte, p.Filesz)
		if _, err := p.ReadAt(name, 0); err != nil {
			return nil, nil, fmt.Errorf("process: libraries of %s: %w", program, err)
		}
		exec = append(exec, string(name[:max(len(name)-1, 0)])) // it ends with a zero
	}
	if exec == nil {
		return nil, nil, nil
	}
	if _, err := os.Stat(loaderCache); err == nil {
		read = append(read, loaderCache)
	}
	seen := map[string]bool{}
	if err := needed(f, seen, &read); err != nil {
		return nil, nil, fmt.Errorf("process: libraries of %s: %w", program, err)
	}
	return read, exec, nil
}

// needed adds the files of the libraries that f names, and those that they do.
func needed(f *elf.File, seen map[string]bool, read *[]string) error {
	names, err := f.ImportedLibraries()
	if err != nil {
		return err
	}
	for _, name := range names {
		if seen[name] {
			continue
		}
		seen[name] = true
		path, err := findLibrary(name)
		if err != nil {
			return err
		}
		*read = append(*read, path)
		library, err := elf.Open(path)
		if err != nil {
			return err
		}
		err = needed(library, seen, read)
		library.Close() //nolint:errcheck // it was only read
		if err != nil {
			return err
		}
	}
	return nil
}

func findLibrary(name string) (string, error) {
	for _, dir := range libraryFolders {
		path := filepath.Join(dir, name)
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("no library %s", name)
}
