package raft

// stand makes the server a candidate in a new term.
func (s *Server) stand() {
	s.role = candidate
	s.known = ""
	s.remember(ballot{Term: s.ballot.Term + 1, Vote: s.node.Name()})
	s.votes = map[string]bool{s.node.Name(): true}
	s.resetElection()
	for _, to := range s.others {
		s.send(to, Message{Kind: requestVote, Index: s.log.last(), LogTerm: s.log.term(s.log.last())})
	}
	s.elect()
}

// consider answers a candidate.
func (s *Server) consider(from string, m Message) {
	give := m.Term == s.ballot.Term && (s.ballot.Vote == "" || s.ballot.Vote == from || s.flaw == votesTwice) && s.upToDate(m)
	if give {
		s.remember(ballot{Term: s.ballot.Term, Vote: from})
		s.resetElection()
	}
	s.send(from, Message{Kind: vote, OK: give})
}

// upToDate says whether a candidate's log is at least as up to date as its
// own: the later last term wins, then the greater length.
func (s *Server) upToDate(m Message) bool {
	switch s.flaw {
	case anyLogWins:
		return true
	case longerLogWins:
		return m.Index >= s.log.last()
	}
	own := s.log.term(s.log.last())
	return m.LogTerm > own || m.LogTerm == own && m.Index >= s.log.last()
}

// count takes a vote.
func (s *Server) count(from string, m Message) {
	if m.Term < s.ballot.Term && s.flaw != countsLateVotes || s.role != candidate || !m.OK {
		return
	}
	s.votes[from] = true
	s.elect()
}

// elect makes the candidate a leader if it has a majority.
func (s *Server) elect() {
	if len(s.votes) <= (len(s.others)+1)/2 {
		return
	}
	s.role = leader
	s.known = s.node.Name()
	s.node.Cancel(electionTimer)
	s.next, s.match = map[string]int{}, map[string]int{}
	for _, other := range s.others {
		s.next[other] = s.log.last() + 1
	}
	s.node.Record("leader", s.ballot.Term)
	// An entry of its own term, so that those of older terms can be committed.
	s.log.append(Entry{Term: s.ballot.Term})
	s.log.sync()
	s.broadcast()
	s.advance()
}
