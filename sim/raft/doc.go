// Package raft is Raft, after Ongaro and Ousterhout, "In Search of an
// Understandable Consensus Algorithm (Extended Version)", 2014, and Ongaro's
// thesis: elections, replication of the log, the rule of commitment, and
// recovery from the disk; with clients whose repeated commands take effect
// once. Snapshots and changes of membership are left out.
//
// It is here to be broken. The simulator is tested on it: a protocol that is
// right has to survive whatever sim does to it, and one with a planted flaw
// has to be caught. Nothing of the product imports it; it imports sim and the
// standard library only. Nothing is trusted to it.
package raft
