package raft

// A flaw is a mistake that a test plants in a server. The sound one has none.
type flaw int

const (
	sound flaw = iota
	votesTwice
	forgetsVote
	forgetsTerm
	staysLeader
	anyLogWins
	longerLogWins
	countsLateVotes
	oneTimeout
	neverResets
	countsOlderTerms
	cutsMatching
	looksAtIndexOnly
	commitsBeyond
	repliesBeforeSync
	keepsTornTail
	appliesAgain
	forgetsSessions
	readsOnItsOwn
	answersBeforeCommitment
)
