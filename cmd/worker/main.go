// Command worker is the worker alone. The build puts it inside the program,
// which starts it for every job: it lacks what a worker never uses, the pages,
// the highlighter and the database, and so is ready in a third of the time
// that the whole program would take.
package main

import (
	"os"

	"happensbefore/grader/interpreted"
)

func main() { os.Exit(interpreted.Main()) }
