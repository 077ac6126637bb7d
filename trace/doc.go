// Package trace owns what happened: the events of a run, which of them could
// have caused which, and the space-time diagram that shows it. One renderer
// draws for chapters, verdicts and the browser.
//
// It imports no other room and does no input or output. What it is given may
// come from an author or from a learner's run, so labels are escaped and a
// malformed trace is an error, never a panic.
//
// # The text format
//
// An author writes a trace one statement a line; the order of the lines is the
// order in time. Blank lines and lines that begin with # say nothing.
//
//	title: Two writers and a clock that lies     optional
//	nodes: A, B, C                               required, before the first event
//	clocks: lamport                              optional: lamport, vector or none
//	omitted: 340                                 optional: so many events before these are left out
//	step: drop A -> B #1                         optional, a line each: what goes wrong in this run
//
//	A: write x=1              a local event; the label stands after the colon
//	A -> B: m1 "set x=1"      A sends message m1; a label in quotes is optional
//	B <- m1                   B receives m1, which may be long after it was sent
//	B <- m1 again             the network delivers a second copy of m1
//	m2 lost                   m2 is dropped on its way
//	crash B                   B goes down: it has no events until it restarts
//	restart B                 B is back
//	pause B                   B stands still and forgets nothing; messages wait
//	resume B                  B goes on
//	partition A, B | C        from here on, messages between the groups do not arrive
//	cut A -> B                from here on, messages from A to B do not arrive
//	heal A -> B               the end of one cut
//	heal                      the end of the partition and of all cuts
//	note A: "12:00:00.103"    a remark beside A's line at this height
//	fail A: two leaders       a local event of A at which a property broke; the last event
//	@120ms A: write x=1       each of these may begin with the time since the start of the run
//
//	op C1 @10ms..40ms: write x=3 → ok            an operation of a client, with its answer
//	op C1 @50ms..: read x                        one that was never answered
//
// A node's name may contain spaces but none of : , | " and must not begin with
// @, # or a word of the format. A message's name is one word and is used once;
// it holds none of : " and is no word of the format. A label in quotes may hold
// \n for a new line, \" for a quote and \\ for a backslash.
//
// Operations make a history, which is drawn below the diagram or, in a trace
// without events, instead of it.
//
// # Time
//
// Local events, a failure among them, sends and receives are what a node does,
// and advance its clocks: its Lamport time and its own entry of its vector time by one, a
// receive after taking the maximum with the time of the send. A crash, a
// restart, a pause and a resumption stand in the node's order but are not the
// node's doing: they carry the time the node had reached, and the node goes on
// from it, as if it kept its clock on disk. A lost message carries the time of
// its send. Notes, partitions, cuts and healings are outside the order and
// carry no time.
package trace
