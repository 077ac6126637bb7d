package main

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"happensbefore/grader/compiled"
)

// A victim is a kind of process that the test of kills goes for.
type victim string

const (
	theServer victim = "server"
	aWorker   victim = "worker"
	aCompiler victim = "compile"
	aLinker   victim = "link"
	aProgram  victim = "a learner's program"
)

// A victimPlan says how many of a kind are killed, and how long after they have
// been seen at the most: about as long as they live.
type victimPlan struct {
	count int
	after time.Duration
}

var victims = map[victim]victimPlan{
	theServer: {24, 400 * time.Millisecond},
	aWorker:   {60, 40 * time.Millisecond},
	aCompiler: {40, 100 * time.Millisecond},
	aLinker:   {40, 150 * time.Millisecond},
	aProgram:  {36, 20 * time.Millisecond},
}

// maxOfOne is how often one submission's program is killed. After the tenth
// kill the grader rightly suspects the code in it; that is another test's.
const maxOfOne = 4

// victimOf tells a victim by its command line: "" is none.
func victimOf(args []string) (kind victim, program string) {
	if len(args) < 2 {
		return "", ""
	}
	program = args[0]
	if filepath.Base(program) == compiled.JailerFile && len(args) > 2 {
		program = args[2] // the jailer is about to become it
	}
	switch filepath.Base(program) {
	case compiled.CompileFile:
		return aCompiler, ""
	case compiled.LinkFile:
		return aLinker, ""
	}
	probes := strings.HasPrefix(args[len(args)-1], "probe=")
	switch {
	case strings.Contains(program, "/builds/programs/"):
		return aProgram, program
	case args[1] == workerCommand && !probes:
		return aWorker, ""
	}
	return "", ""
}

// A killer kills children of a server at random moments of their lives.
type killer struct {
	random *rand.Rand
	kills  map[victim]int
	mine   map[string]int // by program
}

// patience is how long the killer waits for a victim of the kind to come by.
const victimPatience = 20 * time.Second

// strike kills one child of the server and counts it.
func (k *killer) strike(t *testing.T, server int, kind victim) {
	t.Helper()
	for begin := time.Now(); time.Since(begin) < victimPatience; time.Sleep(3 * time.Millisecond) {
		seen, ok := k.choose(t, server, kind)
		if !ok {
			continue
		}
		// A handle on this very process: its number may soon be another's.
		handle, err := os.FindProcess(seen.pid)
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(k.random.Int64N(int64(victims[kind].after))))
		now, there := lookAt(seen.pid)
		if there && !now.ended && now.began == seen.began && handle.Kill() == nil {
			k.kills[kind]++
			if _, program := victimOf(seen.args); program != "" {
				k.mine[program]++
			}
			return
		}
		handle.Release() //nolint:errcheck // it has ended by itself
	}
	t.Fatalf("within %s no %s came by", victimPatience, kind)
}

func (k *killer) choose(t *testing.T, server int, kind victim) (hostProcess, bool) {
	var candidates []hostProcess
	for _, p := range childrenOf(t, server) {
		if p.ended {
			continue
		}
		p = p.withArgs()
		if is, program := victimOf(p.args); is == kind && k.mine[program] < maxOfOne {
			candidates = append(candidates, p)
		}
	}
	if len(candidates) == 0 {
		return hostProcess{}, false
	}
	return candidates[k.random.IntN(len(candidates))], true
}

// schedule is every kill's kind, in random order.
func (k *killer) schedule() []victim {
	var order []victim
	for _, kind := range []victim{theServer, aWorker, aCompiler, aLinker, aProgram} {
		for range victims[kind].count {
			order = append(order, kind)
		}
	}
	k.random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	return order
}
