package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// scratchFolder is where a server builds; remove undoes what lies outside the
// data folder. A server run by root has its tools run by nobody, who may not
// enter the data folder; so its builds are in the temporary folder, under a
// name made of the data folder's, which a server that was killed finds again.
func scratchFolder(data string) (dir string, remove func() error, err error) {
	if os.Getuid() != 0 {
		return filepath.Join(data, buildsFolder), func() error { return nil }, nil
	}
	root, err := rootsScratch(data)
	if err != nil {
		return "", nil, err
	}
	if err := os.Mkdir(root, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", nil, err
	}
	// Anybody can make a folder there, and give it this name.
	info, err := os.Lstat(root)
	if err != nil {
		return "", nil, err
	}
	if owner, ok := info.Sys().(*syscall.Stat_t); !ok || !info.IsDir() || owner.Uid != 0 || info.Mode().Perm()&0o022 != 0 {
		return "", nil, fmt.Errorf("%s, where root's server builds, is not a folder that root alone writes to: remove it", root)
	}
	dir = filepath.Join(root, buildsFolder)
	if err := os.Mkdir(dir, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", nil, err
	}
	return dir, func() error { return os.RemoveAll(root) }, nil
}

const buildsFolder = "builds"

func rootsScratch(data string) (string, error) {
	abs, err := filepath.Abs(data)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(abs))
	return filepath.Join(os.TempDir(), fmt.Sprintf("happensbefore-%x", sum[:6])), nil
}
