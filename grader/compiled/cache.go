package compiled

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// A cache holds finished files, programs or archives, by the hash of all they
// were made from. It keeps its bound by removing what was not used for the
// longest time; files in use stay.
type cache struct {
	dir   string
	limit int64

	mu      sync.Mutex // guards what follows
	entries map[string]*entry
	size    int64
	clock   int64 // counts uses
}

type entry struct {
	path  string
	ready chan struct{} // closed when the build has ended
	err   error         // why there is no file then; the entry is gone from the map

	users int // who hold it, or wait for it
	size  int64
	used  int64
}

func newCache(dir string, limit int64) *cache {
	return &cache{dir: dir, limit: limit, entries: map[string]*entry{}}
}

func (c *cache) path(key string) string { return filepath.Join(c.dir, key) }

// hold is the entry of key, held for the caller. Where there is none, the file
// is built, and made is true: build says where it is, and it is moved from there.
func (c *cache) hold(ctx context.Context, key string, build func() (string, error)) (e *entry, made bool, err error) {
	for {
		e, first := c.take(key)
		if first {
			file, err := build()
			return e, true, c.settle(key, e, file, err)
		}
		select {
		case <-e.ready:
		case <-ctx.Done():
			return nil, false, errors.Join(ctx.Err(), c.release(e))
		}
		if e.err == nil {
			return e, false, nil
		}
		// Whoever built it found a fault or gave up. This caller finds out for
		// itself.
		if err := c.release(e); err != nil {
			return nil, false, err
		}
	}
}

// take is the entry of key, held for the caller. Where the caller is to build
// the file, first is true, and it must call settle.
func (c *cache) take(key string) (e *entry, first bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[key]
	if !ok {
		e = &entry{path: c.path(key), ready: make(chan struct{})}
		c.entries[key] = e
	}
	e.users++
	c.clock++
	e.used = c.clock
	return e, !ok
}

// settle ends a build: the file is moved into the cache, or err is why there is
// none.
func (c *cache) settle(key string, e *entry, file string, err error) error {
	var size int64
	if err == nil {
		var info fs.FileInfo
		if info, err = os.Lstat(file); err == nil && !info.Mode().IsRegular() {
			err = fmt.Errorf("%s is no file: %w", file, fs.ErrInvalid)
		}
		if err == nil {
			size = info.Size()
			// Only whole files ever have a name in the cache.
			err = os.Rename(file, e.path)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	defer close(e.ready)
	if err != nil {
		e.err = err
		delete(c.entries, key)
		return err
	}
	e.size = size
	c.size += size // over the limit, perhaps, until it is released
	return nil
}

// release gives back what take held.
func (c *cache) release(e *entry) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	e.users--
	return c.evict()
}

// evict removes files until the rest fits. A file that cannot be removed now
// is when the toolchain is next opened. The caller holds the lock.
func (c *cache) evict() error {
	var errs []error
	for c.size > c.limit {
		oldest := ""
		for key, e := range c.entries {
			if e.users == 0 && (oldest == "" || e.used < c.entries[oldest].used) {
				oldest = key
			}
		}
		if oldest == "" {
			break
		}
		errs = append(errs, os.Remove(c.path(oldest)))
		c.size -= c.entries[oldest].size
		delete(c.entries, oldest)
	}
	return errors.Join(errs...)
}
