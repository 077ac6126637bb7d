package jail

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"golang.org/x/sys/unix"
)

// The last argument that makes a worker or cmd/jailer a probe of its own jail.
// It reads a Bait from standard input and answers with Findings on standard
// output.
const (
	ProbeWorker   = "probe=worker"   // inside Enter
	ProbeLandlock = "probe=landlock" // inside Enter without seccomp
	ProbeSeccomp  = "probe=seccomp"  // inside Enter without Landlock
	ProbeHere     = "probe=here"     // wherever it was started: launched, or in no jail at all
	ProbeReach    = "probe=reach"    // no attempt; only whether it starts, reaches Bait.Reach, and can Enter
)

// A Bait is what a probe tries to get at. The parent made it and owns it.
type Bait struct {
	File   string   `json:"file"`   // the server's own, only for it to read
	Folder string   `json:"folder"` // anybody may write in it
	TCP    int      `json:"tcp"`    // a port on 127.0.0.1 that accepts
	Socket string   `json:"socket"` // the path of a unix socket that accepts
	Parent int      `json:"parent"` // the server's process
	Reach  []string `json:"reach"`  // must be reachable, for ProbeReach

	// Loads says that the probe stands for a program that loads libraries, and
	// so may map code.
	Loads bool `json:"loads"`
	// Gentle leaves out what would disturb the host where it succeeded.
	Gentle bool `json:"gentle"`
}

// Findings are what a probe says of its jail.
type Findings struct {
	Landlock int       `json:"landlock"` // the kernel's ABI, 0 for none
	User     int       `json:"user"`     // that the probe was started as
	Attempts []Attempt `json:"attempts"`
}

// An Attempt is one try to break out.
type Attempt struct {
	Name   string `json:"name"`
	Denied bool   `json:"denied"`
	Said   string `json:"said"` // the kernel's answer
}

// Probing says whether a program was started as a probe, by its arguments.
func Probing(args []string) (mode string, yes bool) {
	if len(args) == 0 {
		return "", false
	}
	last := args[len(args)-1]
	return last, strings.HasPrefix(last, "probe=")
}

// Probe is a probe from start to end. It returns the exit status.
func Probe(mode string) int {
	if err := probe(mode, os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "probe:", err)
		return 1
	}
	return 0
}

func probe(mode string, in io.Reader, out io.Writer) error {
	environment := len(os.Environ()) > 0
	abi := LandlockABI()
	user, err := startedAs()
	if err != nil {
		return err
	}
	var bait Bait
	if err := json.NewDecoder(in).Decode(&bait); err != nil {
		return fmt.Errorf("bait: %w", err)
	}
	switch mode {
	case ProbeWorker:
		err = Enter()
	case ProbeLandlock:
		err = enter(layers{landlock: true})
	case ProbeSeccomp:
		err = enter(layers{seccomp: true})
	case ProbeHere:
	case ProbeReach:
		if err := reach(bait.Reach); err != nil {
			return err
		}
		return Enter()
	default:
		err = fmt.Errorf("no mode %q", mode)
	}
	if err != nil {
		return err
	}
	// Some attempts are a thread's own.
	runtime.LockOSThread()
	f := Findings{Landlock: abi, User: user}
	for _, a := range attempts(bait) {
		if a.rough && bait.Gentle || a.name == newCode && bait.Loads {
			continue
		}
		denied, said := judge(a.try())
		f.Attempts = append(f.Attempts, Attempt{Name: a.name, Denied: denied, Said: said})
	}
	said := "it is empty"
	if environment {
		said = "it names something"
	}
	f.Attempts = append(f.Attempts, Attempt{Name: "read the server's environment variables", Denied: !environment, Said: said})
	return json.NewEncoder(out).Encode(f)
}

// startedAs is the user that the kernel started this program as. It is in what
// every program is given at its start: asking for it is denied in a jail.
func startedAs() (int, error) {
	const atUID = 11
	vector, err := unix.Auxv()
	if err != nil {
		return 0, fmt.Errorf("user: %w", err)
	}
	for _, pair := range vector {
		if pair[0] == atUID {
			return int(pair[1]), nil
		}
	}
	return 0, errors.New("user: the kernel did not tell")
}
