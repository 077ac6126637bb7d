package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// healthTime bounds the whole question; the server runs a program to answer.
const healthTime = 15 * time.Second

// maxAnswer bounds what is read of the answer, in bytes.
const maxAnswer = 64 << 10

func health(ctx context.Context, args []string, env environment) error {
	addr := env.getenv("HAPPENSBEFORE_ADDR")
	if addr == "" {
		addr = defaultAddr
	}
	flags := newFlags("health", env)
	flags.StringVar(&addr, "addr", addr, "where the server listens (HAPPENSBEFORE_ADDR)")
	if done, err := parse(flags, args, env); done || err != nil {
		return err
	}
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return usage("health: --addr: %v", err)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1" // it listens everywhere, so here too
	}
	ctx, cancel := context.WithTimeout(ctx, healthTime)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/health", nil)
	if err != nil {
		return err
	}
	request.Header.Set("Accept", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return &exitError{statusNo, err.Error()}
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	if err != nil {
		return &exitError{statusNo, err.Error()}
	}
	fmt.Fprintln(env.stdout, string(body))
	if answer.StatusCode != http.StatusOK {
		return &exitError{statusNo, answer.Status}
	}
	return nil
}
