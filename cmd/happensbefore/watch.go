package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	// settled is for how long nothing may change before a change is told: an
	// editor that saves writes, renames and sets rights one after the other.
	settled = 4 * time.Millisecond
	// unsettled is how long a change is kept back at the most.
	unsettled = 40 * time.Millisecond
)

// A watcher tells when something in some folders, or below them, has changed.
type watcher struct{ notify *fsnotify.Watcher }

func newWatcher(folders ...string) (*watcher, error) {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watch: %w", err)
	}
	w := &watcher{notify}
	for _, dir := range folders {
		if err := w.add(dir); err != nil {
			return nil, errors.Join(fmt.Errorf("watch: %w", err), notify.Close())
		}
	}
	return w, nil
}

// add watches the folder and all below it, but for hidden ones: a repository's
// own files change all the time.
func (w *watcher) add(dir string) error {
	return filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil // it is gone again
		case err != nil:
			return err
		case !e.IsDir():
			return nil
		case path != dir && strings.HasPrefix(e.Name(), "."):
			return filepath.SkipDir
		}
		return w.notify.Add(path)
	})
}

// follow calls changed after each change, until ctx ends. Several in quick
// succession are one. It closes the watcher.
func (w *watcher) follow(ctx context.Context, changed func() error) (err error) {
	defer func() { err = errors.Join(err, w.notify.Close()) }()
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-w.notify.Errors:
			if !errors.Is(err, fsnotify.ErrEventOverflow) { // then too much has changed to be told apart
				return fmt.Errorf("watch: %w", err)
			}
		case e := <-w.notify.Events:
			if !w.matters(e) {
				continue
			}
			w.settle(ctx, e)
		}
		if err := changed(); err != nil {
			return err
		}
	}
}

// settle waits until nothing changes any more. A file that is empty after an
// event is about to be written.
func (w *watcher) settle(ctx context.Context, e fsnotify.Event) {
	latest := time.After(unsettled)
	for {
		quiet := time.After(settled)
		if info, err := os.Stat(e.Name); err == nil && info.Size() == 0 {
			quiet = nil
		}
		select {
		case e = <-w.notify.Events:
			w.matters(e)
		case <-quiet:
			return
		case <-latest:
			return
		case <-ctx.Done():
			return
		}
	}
}

// matters says whether the event may change what readers see. Folders that
// come are watched from now on.
func (w *watcher) matters(e fsnotify.Event) bool {
	if e.Has(fsnotify.Create) {
		if info, err := os.Stat(e.Name); err == nil && info.IsDir() {
			w.add(e.Name) //nolint:errcheck // one that cannot be read is told of when the book is loaded
		}
	}
	return e.Op != fsnotify.Chmod
}
