package grader

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"happensbefore/grader/process"
)

// workerPath is the worker that the tests start, built by TestMain. It is the
// real one, without the race detector even where the tests have it: the limits
// it sets itself are not made for the detector's needs.
var workerPath string

func TestMain(m *testing.M) { os.Exit(withWorker(m.Run)) }

func withWorker(run func() int) int {
	dir, err := os.MkdirTemp("", "worker")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	workerPath = filepath.Join(dir, "worker")
	if out, err := exec.Command("go", "build", "-o", workerPath, "happensbefore/cmd/worker").CombinedOutput(); err != nil {
		panic("these tests build cmd/worker with the go command: " + err.Error() + "\n" + string(out))
	}
	return run()
}

func testWorker() Worker { return Worker{Host: new(process.Host), Path: workerPath} }
