package raft

import (
	"time"

	"happensbefore/sim"
)

type role int

const (
	follower role = iota
	candidate
	leader
)

// A Server is one of the servers of a cluster, as a handler for sim.
type Server struct {
	node   *sim.Node
	others []string
	flaw   flaw
	batch  int // how many entries travel in one message, at most

	// on the disk
	ballot  ballot
	log     *journal
	machine machine

	role    role
	known   string // who leads the term, as far as it knows
	commit  int    // entries up to here are committed
	votes   map[string]bool
	next    map[string]int     // of a leader: the index to send to each of the others
	match   map[string]int     // of a leader: up to where their logs are known to be its own
	pending map[int]*execution // by index: who waits for the answer
}

// A ballot is what a server may not forget of elections.
type ballot struct {
	Term int
	Vote string // for whom it voted in this term, if for anybody
}

// An execution is a command whose client waits.
type execution struct {
	term   int
	answer func(result int)
}

const ballotFile = "ballot"

// The times are those of the paper for a network as slow as this one: a
// message takes 10 ms.
const (
	heartbeat       = 50 * time.Millisecond
	shortestTimeout = 150 * time.Millisecond
	longestTimeout  = 300 * time.Millisecond

	// groupCommit is how long a leader gathers commands before it makes them
	// durable, all at once.
	groupCommit = 10 * time.Millisecond

	// A server draws at each start how many entries it sends at once, so that
	// logs meet in many ways.
	largestBatch = 4
)

const (
	electionTimer  = "election"
	heartbeatTimer = "heartbeat"
	syncTimer      = "sync"
)

// New starts or restarts a server on a node: it reads what it knew from the
// disk. All nodes of the system are its servers.
func New(node *sim.Node) *Server { return newServer(node, sound) }

func newServer(node *sim.Node, f flaw) *Server {
	s := &Server{node: node, others: node.Peers(), flaw: f, batch: 1 + node.Rand().IntN(largestBatch), pending: map[int]*execution{}}
	if b, ok := node.Disk().Load(ballotFile); ok {
		s.ballot = b.(ballot)
	}
	s.log = recovered(node.Disk(), f)
	s.machine = restored(node.Disk(), f)
	s.commit = s.machine.Applied
	s.resetElection()
	return s
}

// Propose asks the server to have a command carried out, and says whether it
// is a leader that can; answer is called with the result when the command has
// taken effect, and is not called if it never does.
func (s *Server) Propose(c Command, answer func(result int)) bool {
	if s.role != leader {
		return false
	}
	if c.Name == "read" && s.flaw == readsOnItsOwn {
		answer(s.machine.Values[c.Key])
		return true
	}
	if c.Name == "write" && s.flaw == answersBeforeCommitment {
		answer(c.Value)
	}
	s.log.append(Entry{s.ballot.Term, c})
	s.pending[s.log.last()] = &execution{s.ballot.Term, answer}
	s.node.After(groupCommit, syncTimer)
	return true
}

// Leader is who leads, as far as the server knows, or "".
func (s *Server) Leader() string { return s.known }

// Receive is a message's arrival.
func (s *Server) Receive(from string, message sim.Message) {
	m := message.(Message)
	if m.Term > s.ballot.Term {
		s.enter(m.Term)
	}
	switch m.Kind {
	case requestVote:
		s.consider(from, m)
	case vote:
		s.count(from, m)
	case appendLog:
		s.follow(from, m)
	case appended:
		s.acknowledge(from, m)
	}
}

// Timer is the end of a timer.
func (s *Server) Timer(name string) {
	switch name {
	case electionTimer:
		s.stand()
	case heartbeatTimer:
		s.broadcast()
	case syncTimer:
		s.log.sync()
		if s.role == leader {
			s.broadcast()
			s.advance()
		}
	}
}

// enter takes note of a later term, in which it is a follower.
func (s *Server) enter(term int) {
	s.remember(ballot{Term: term})
	s.known = ""
	if s.flaw == staysLeader {
		return
	}
	s.retire()
}

// retire makes it a follower.
func (s *Server) retire() {
	if s.role == leader {
		s.node.Cancel(heartbeatTimer)
		s.resetElection()
	}
	s.role = follower
}

func (s *Server) remember(b ballot) {
	s.ballot = b
	switch s.flaw {
	case forgetsVote:
		b.Vote = ""
	case forgetsTerm:
		return
	}
	s.node.Disk().Save(ballotFile, b)
}

func (s *Server) send(to string, m Message) {
	m.Term = s.ballot.Term
	s.node.Send(to, m)
}

func (s *Server) resetElection() {
	spread := time.Duration(s.node.Rand().Int64N(int64(longestTimeout - shortestTimeout)))
	if s.flaw == oneTimeout {
		spread = 0
	}
	s.node.After(shortestTimeout+spread, electionTimer)
}
