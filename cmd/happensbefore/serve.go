package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	"happensbefore/course"
	"happensbefore/grader"
	"happensbefore/grader/process"
	"happensbefore/search"
	"happensbefore/server"
	"happensbefore/static"
	"happensbefore/store"
)

// A config is what serve is told: by flag, else by environment, else by default.
type config struct {
	addr    string
	data    string
	content string
	labs    string
	proxies prefixes
	site    siteAddress
	ask     askConfig

	toolchain string
	spares    int
	unjailed  bool

	preview io.Writer // where a preview tells its author what it finds; nil for a server
}

func (c config) LogValue() slog.Value {
	return slog.GroupValue(slog.String("addr", c.addr), slog.String("data", c.data),
		slog.String("content", orEmbedded(c.content)), slog.String("labs", orEmbedded(c.labs)),
		slog.String("proxies", c.proxies.String()), slog.Int("spares", c.spares), slog.Any("ask", c.ask))
}

func orEmbedded(dir string) string {
	if dir == "" {
		return "inside the program"
	}
	return dir
}

const defaultAddr = "127.0.0.1:8080"

func serve(ctx context.Context, args []string, env environment) error {
	or := func(name, otherwise string) string {
		if v := env.getenv(name); v != "" {
			return v
		}
		return otherwise
	}
	flags := newFlags("serve", env)
	var cfg config
	flags.StringVar(&cfg.addr, "addr", or("HAPPENSBEFORE_ADDR", defaultAddr), "where to listen (HAPPENSBEFORE_ADDR)")
	flags.StringVar(&cfg.data, "data", or("HAPPENSBEFORE_DATA", "data"), "folder of the database, created where it is missing (HAPPENSBEFORE_DATA)")
	flags.StringVar(&cfg.content, "content", or("HAPPENSBEFORE_CONTENT", ""), "folder of the book; empty: the one inside the program (HAPPENSBEFORE_CONTENT)")
	flags.StringVar(&cfg.labs, "labs", or("HAPPENSBEFORE_LABS", ""), "folder of the labs; empty: those inside the program (HAPPENSBEFORE_LABS)")
	if err := cfg.proxies.Set(env.getenv("HAPPENSBEFORE_PROXIES")); err != nil {
		return usage("serve: HAPPENSBEFORE_PROXIES: %v", err)
	}
	if err := cfg.site.Set(env.getenv("HAPPENSBEFORE_URL")); err != nil {
		return usage("serve: HAPPENSBEFORE_URL: %v", err)
	}
	spares, err := strconv.Atoi(or("HAPPENSBEFORE_SPARES", strconv.Itoa(runtime.NumCPU())))
	if err != nil {
		return usage("serve: HAPPENSBEFORE_SPARES: %v", err)
	}
	flags.IntVar(&cfg.spares, "spares", spares, "workers kept ready for whoever submits next, 20 MB each; 0: none, and each first answer takes some 20 ms longer (HAPPENSBEFORE_SPARES)")
	toolchain := toolchainFlag(flags, env)
	flags.BoolVar(&cfg.unjailed, unjailedFlag, false, "grade even where the kernel does not hold submitted code; only for people you would give a shell")
	flags.Var(&cfg.proxies, "proxies", "networks of your own reverse proxies, as 10.0.0.0/8,::1/128: the rates count the clients behind them (HAPPENSBEFORE_PROXIES)")
	flags.Var(&cfg.site, "url", "where readers reach this server, as https://course.example.org: links in the EPUB and the feed lead there (HAPPENSBEFORE_URL)")
	ask := askFlags(flags, env)
	if done, err := parse(flags, args, env); done || err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return usage("serve: takes no arguments, only flags; %q is one too many", flags.Arg(0))
	}
	if cfg.spares < 0 {
		return usage("serve: --spares is a number of workers; %d is none", cfg.spares)
	}
	cfg.toolchain, cfg.ask = *toolchain, *ask
	return serveWith(ctx, cfg, slog.New(slog.NewTextHandler(env.stderr, nil)))
}

// shutdownTime is how long the grader may take, once the server has stopped,
// to put the verdicts it has on disk.
const shutdownTime = 10 * time.Second

func serveWith(ctx context.Context, cfg config, log *slog.Logger) (err error) {
	log.Info("configuration", "config", cfg)
	assets, err := static.Open()
	if err != nil {
		return err
	}
	lib := newLibrary(cfg.content, cfg.labs)
	lib.bookLoader.Author = cfg.preview != nil
	problems := lib.load()
	log.Info("book", "title", lib.Outline().Title, "root", lib.source.Name, "text", lib.source.Dir, "pages", len(lib.book.Load().Chapters()), "labs", len(lib.Labs()))
	if cfg.preview == nil {
		for _, p := range problems {
			log.Warn("problem in what authors wrote", "problem", p.String())
		}
	}
	kept, err := store.Open(ctx, filepath.Join(cfg.data, "happensbefore.db"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, kept.Close()) }()
	scratch, removeScratch, err := scratchFolder(cfg.data)
	if err != nil {
		return err
	}
	worker, report, err := surveyed(ctx, cfg, scratch, log)
	if err != nil {
		return err
	}
	g, closeToolchain, err := gradingWith(grader.Config{Shelf: lib, Queue: kept, Worker: worker, Log: log, Spares: orNone(cfg.spares)}, cfg.toolchain, scratch)
	if err != nil {
		return err
	}
	// In this order: the folder is this server's until the toolchain is closed.
	defer func() { err = errors.Join(err, removeScratch(), closeToolchain()) }()
	answering, err := cfg.ask.scribe()
	if err != nil {
		return err
	}
	index := &search.Index{}
	defer func() { err = errors.Join(err, index.Close()) }()
	srv, err := server.New(server.Config{
		Book: lib, Labs: lib, Runner: g, Submitter: g, Submissions: kept, Learners: kept, Reading: kept, Pages: kept,
		Places: kept, Handovers: kept, Journal: kept, Choices: kept, Schedule: kept, Notes: kept,
		Health:    checkup{library: lib, grader: g, jail: report, store: kept, problems: len(problems)},
		Histories: &histories{}, Search: index, Scribe: answering, Assets: assets, Log: log, Proxies: cfg.proxies, Site: cfg.site.String(),
		Live: cfg.preview != nil, Files: lib,
	})
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", cfg.addr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}

	// In this order: no new requests, then no new gradings, then the store.
	grading, stopGrading := context.WithCancel(context.WithoutCancel(ctx))
	defer stopGrading()
	graded := make(chan error, 1)
	go func() { graded <- g.Serve(grading) }()
	url := "http://" + listener.Addr().String()
	log.Info("serving", "url", url)
	serving, stopServing := context.WithCancel(ctx)
	defer stopServing()
	var edited chan error
	if cfg.preview != nil {
		edited = make(chan error, 1)
		fmt.Fprintf(cfg.preview, "preview at %s\n", url)
		go func() {
			edited <- lib.edited(serving, cfg, srv, problems)
			stopServing()
		}()
	}
	err = srv.Serve(serving, listener)
	stopServing()
	if edited != nil {
		err = errors.Join(err, <-edited)
	}
	stopGrading()
	select {
	case gradeErr := <-graded:
		err = errors.Join(err, gradeErr)
	case <-time.After(shutdownTime):
		err = errors.Join(err, fmt.Errorf("the grader did not stop within %s", shutdownTime))
	}
	return err
}

// orNone is a number as a grader is told it, to which 0 is its own choice.
func orNone(n int) int {
	if n == 0 {
		return -1
	}
	return n
}

// A checkup looks at what the server cannot do without.
type checkup struct {
	library  *library
	grader   *grader.Grader
	jail     process.Report
	store    *store.Store
	problems int
}

// Health implements server.Health.
func (c checkup) Health(ctx context.Context) []server.Part {
	return []server.Part{c.storePart(ctx), c.graderPart(ctx), c.jailPart(), c.contentPart()}
}

func (c checkup) storePart(ctx context.Context) server.Part {
	p := server.Part{Name: "store", Healthy: true, Says: "the database answers"}
	if _, err := c.store.Pending(ctx); err != nil {
		p.Healthy, p.Says = false, "the database does not answer"
	}
	return p
}

// healthProgram is run for real: what it prints shows that workers start, that
// source is checked and interpreted, and that output and report come back.
const healthProgram = `package main

import "fmt"

func main() { fmt.Println("up") }
`

func (c checkup) graderPart(ctx context.Context) server.Part {
	begin := time.Now()
	v, err := c.grader.Example(ctx, "health", healthProgram)
	if err != nil || v.Outcome != course.Passed || v.Output != "up\n" {
		return server.Part{Name: "grader", Says: "a program that only prints does not run"}
	}
	return server.Part{Name: "grader", Healthy: true, Says: fmt.Sprintf("a program ran in %d ms", time.Since(begin).Milliseconds())}
}

func (c checkup) contentPart() server.Part {
	b, labs := c.library.book.Load(), c.library.Labs()
	return server.Part{Name: "content", Healthy: chapters(b) > 0 && (len(labs) > 0 || b.Outline().Guest),
		Says: fmt.Sprintf("%d chapters, %d labs, %d problems in what authors wrote", chapters(b), len(labs), c.problems)}
}
