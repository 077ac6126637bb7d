// Package sim runs a distributed system in one goroutine and in no time: nodes
// written as handlers, on a network that delays, loses, duplicates and
// reorders, on machines that crash, pause and lie about the time. All of it
// follows from the nodes' code and a Schedule, so that the same two give the
// same run on every machine and in every engine; a Schedule is drawn from a
// seed, written by hand, or found by search, and can be made shorter until
// only what matters is left of it.
//
// What a node may do is on Node; what a test sets up is a System; Check runs it.
//
// # Time
//
// Time is virtual and begins at 0. Handlers take none of it. A message takes
// System.Latency, unless the schedule delays it; events of the same instant
// happen in the order in which they were caused.
//
// # Who is trusted
//
// The package imports the standard library and the trace room only, because it
// is also copied into a module of its own, where the labs are proven with the
// go command. It is trusted code that runs beside untrusted code in one process:
// it holds no secret and no verdict depends on its word alone.
package sim
