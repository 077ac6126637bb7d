package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"time"

	"happensbefore/course"
	"happensbefore/server"
)

// preview serves the folders that an author edits. Open pages show each change
// as it is saved. It is the whole server: examples run, and labs are graded
// against their files as they were last saved. What is submitted is forgotten
// when it ends.
func preview(ctx context.Context, args []string, env environment) (err error) {
	flags := newFlags("preview", env)
	cfg := config{preview: env.stdout}
	flags.StringVar(&cfg.addr, "addr", defaultAddr, "where to listen")
	flags.StringVar(&cfg.content, "content", hereIfThere("content"), "folder of the book")
	flags.StringVar(&cfg.labs, "labs", hereIfThere("labs"), "folder of the labs; empty: those inside the program")
	toolchain := toolchainFlag(flags, env)
	flags.BoolVar(&cfg.unjailed, unjailedFlag, false, "run programs even where the kernel does not hold them")
	if done, err := parse(flags, args, env); done || err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return usage("preview: takes no arguments, only flags; %q is one too many", flags.Arg(0))
	}
	if cfg.content == "" {
		return usage("preview: there is no folder content here; name the book's with --content")
	}
	cfg.toolchain = *toolchain
	if cfg.data, err = os.MkdirTemp("", "happensbefore-preview-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(cfg.data)) }()
	return serveWith(ctx, cfg, slog.New(slog.NewTextHandler(env.stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
}

// hereIfThere is the folder, where the current one has it.
func hereIfThere(dir string) string {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return ""
	}
	return dir
}

// An author's editing of a library that a server shows.
type editing struct {
	*library
	out      io.Writer
	problems []course.Problem // told last
}

// edited shows each change to the library's folders, until ctx ends.
func (l *library) edited(ctx context.Context, cfg config, srv *server.Server, problems []course.Problem) error {
	folders := []string{l.source.Name}
	if cfg.labs != "" {
		folders = append(folders, cfg.labs)
	}
	w, err := newWatcher(folders...)
	if err != nil {
		return err
	}
	return (&editing{l, cfg.preview, problems}).follow(ctx, w, srv)
}

// follow loads the library again whenever one of its files changes, until ctx
// ends, and has the server show it.
func (e *editing) follow(ctx context.Context, w *watcher, srv *server.Server) error {
	e.tell(e.problems, nil)
	again := func() error {
		begin := time.Now()
		problems := e.load()
		if err := srv.Changed(e.book.Load().Faults()); err != nil {
			return err
		}
		took := time.Since(begin)
		e.tell(problems, e.problems)
		fmt.Fprintf(e.out, "loaded in %d ms, %s\n", took.Milliseconds(), counted(len(problems)))
		e.problems = problems
		return nil
	}
	if err := again(); err != nil { // with what changed before it was watched
		return err
	}
	return w.follow(ctx, again)
}

// tell prints the problems that are new.
func (e *editing) tell(now, before []course.Problem) {
	for _, p := range now {
		if !slices.Contains(before, p) {
			fmt.Fprintln(e.out, p)
		}
	}
}

func counted(problems int) string {
	switch problems {
	case 0:
		return "no problems"
	case 1:
		return "1 problem"
	default:
		return fmt.Sprintf("%d problems", problems)
	}
}
