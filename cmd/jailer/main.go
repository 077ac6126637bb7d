// Command jailer gives up what a policy says and becomes another program: Go's
// compiler, its linker, or a program that a learner wrote. What it gives up
// stays given up in that program. It is built with CGO_ENABLED=0, to start
// fast and on any host.
//
//	jailer POLICY PROGRAM [ARGUMENT...]
//
// With one argument of package jail's it probes a jail instead: under itself,
// to see what a launched program could do.
package main

import (
	"fmt"
	"os"

	"happensbefore/grader/jail"
)

// cannotLaunch is the exit status where the program was not started.
const cannotLaunch = 125

func main() {
	if mode, yes := jail.Probing(os.Args[:min(len(os.Args), 2)]); yes {
		os.Exit(jail.Probe(mode))
	}
	err := jail.Launch(os.Args[1:])
	fmt.Fprintln(os.Stderr, "jailer:", err)
	os.Exit(cannotLaunch)
}
