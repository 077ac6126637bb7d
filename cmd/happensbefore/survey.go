package main

import (
	"context"
	"log/slog"
	"path/filepath"

	"happensbefore/grader"
	"happensbefore/grader/compiled"
	"happensbefore/grader/process"
	"happensbefore/server"
)

const unjailedFlag = "dangerously-without-jail"

// notHeld is why a server does not start that could not keep its promise.
const notHeld = "serve: the kernel does not hold submitted code here, see the lines above, so nothing is graded. Seccomp and Landlock come with Linux 5.13 and newer, unless the container hides them. Who would give every learner a shell on this host may start it with --" + unjailedFlag

// surveyed is a worker on a host where the jail was proven, or was not and need
// not be. What was found goes to the log.
func surveyed(ctx context.Context, cfg config, scratch string, log *slog.Logger) (grader.Worker, process.Report, error) {
	worker, err := newWorker(ctx)
	if err != nil {
		return grader.Worker{}, process.Report{}, err
	}
	subjects, err := subjectsOf(worker, cfg.toolchain, scratch)
	if err != nil {
		return grader.Worker{}, process.Report{}, err
	}
	host, report, err := process.Survey(ctx, subjects)
	if err != nil {
		return grader.Worker{}, process.Report{}, err
	}
	for _, l := range report.Lines() {
		log.Info("jail", "finding", l)
	}
	log.Info("jail surveyed", "holds", report.Holds(), "elapsed", report.Elapsed)
	if !report.Holds() {
		if !cfg.unjailed {
			return grader.Worker{}, report, &exitError{statusNo, notHeld}
		}
		log.Warn("submitted code is not held by the kernel, as was asked for")
	}
	worker.Host = host
	return worker, report, nil
}

// subjectsOf are the programs that break-outs are tried from: the worker, and
// where there is a toolchain what starts its compiler and compiled programs.
func subjectsOf(worker grader.Worker, toolchain, scratch string) (process.Subjects, error) {
	subjects := process.Subjects{Worker: process.Spec{Path: worker.Path, Image: worker.Image, Args: worker.Args}}
	dir, err := findToolchain(toolchain)
	if err != nil || dir == "" {
		return subjects, err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return subjects, err
	}
	if scratch, err = filepath.Abs(scratch); err != nil {
		return subjects, err
	}
	subjects.Jailer, subjects.Reach = filepath.Join(dir, compiled.JailerFile), []string{dir, scratch}
	return subjects, nil
}

// jailPart is what the survey at the start found.
func (c checkup) jailPart() server.Part {
	p := server.Part{Name: "jail", Healthy: c.jail.Holds(), Says: "attempts to break out, made at the start, were denied by the kernel"}
	if !p.Healthy {
		p.Says = "the kernel does not hold submitted code: only people you would give a shell should submit"
	}
	for _, l := range c.jail.Layers {
		p.Lines = append(p.Lines, server.Line{Name: l.Name, Holds: l.Holds, Says: l.Detail})
	}
	return p
}
