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
// # Code that waits
//
// A handler does not wait: it sets a timer and returns. Where waiting is the
// point, a node starts processes with Node.Go. As a rule these wait in Sleep and
// Call alone, and only one goroutine of a run goes on at any time, so that
// nothing can depend on which is quicker. With System.Wait, inside a bubble of
// testing/synctest, a node's code may wait by any means and start goroutines of
// its own. Then events are still the same for the same seed as long as
// goroutines that go on in the same instant do not compete for a lock or for a
// value in a channel: what they do to the world in one instant is put in an
// order that does not depend on which was quicker, see bubble. A goroutine whose
// node has crashed ends at its next call of a method of the Node; one that waits
// elsewhere has to wait for Node.Context too.
//
// # Who is trusted
//
// The package imports the standard library and the trace room only, because it
// is also copied into a module of its own, where the labs are proven with the
// go command. It is trusted code that runs beside untrusted code in one process:
// it holds no secret and no verdict depends on its word alone.
package sim
