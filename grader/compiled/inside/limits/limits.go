// Package limits is imported by every package that is compiled for a learner,
// for what happens before the learner's first line: package initialisation is
// code too. It imports the standard library only.
package limits

import "runtime/debug"

// maxStack ends a runaway recursion well before the memory limit does, so that
// it is told as what it is. In bytes.
const maxStack = 64 << 20

func init() { debug.SetMaxStack(maxStack) }
