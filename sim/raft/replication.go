package raft

import "slices"

// broadcast sends to all others what they lack, and thereby the heartbeat.
func (s *Server) broadcast() {
	s.node.After(heartbeat, heartbeatTimer)
	for _, to := range s.others {
		s.replicate(to)
	}
}

func (s *Server) replicate(to string) {
	before := s.next[to] - 1
	entries := s.log.after(before)
	entries = entries[:min(s.batch, len(entries))]
	s.send(to, Message{Kind: appendLog, Index: before, LogTerm: s.log.term(before), Entries: entries, Commit: s.commit})
}

// follow takes what a leader sends.
func (s *Server) follow(from string, m Message) {
	if m.Term < s.ballot.Term {
		s.send(from, Message{Kind: appended})
		return
	}
	s.retire()
	s.known = from
	if s.flaw != neverResets {
		s.resetElection()
	}
	if m.Index > s.log.last() {
		s.send(from, Message{Kind: appended, Index: s.log.last() + 1})
		return
	}
	if s.log.term(m.Index) != m.LogTerm && s.flaw != looksAtIndexOnly {
		s.send(from, Message{Kind: appended, Index: s.firstOf(m.Index)})
		return
	}
	s.merge(m.Index, m.Entries)
	if s.flaw != repliesBeforeSync {
		s.log.sync()
	}
	match := m.Index + len(m.Entries)
	known := min(m.Commit, match)
	if s.flaw == commitsBeyond {
		known = min(m.Commit, s.log.last())
	}
	s.commitTo(known)
	s.send(from, Message{Kind: appended, OK: true, Index: match})
}

// firstOf is the first index of the term that the entry at an index has: none
// of that term's entries from there on can be the leader's, or all can.
func (s *Server) firstOf(index int) int {
	term := s.log.term(index)
	for index > 1 && s.log.term(index-1) == term {
		index--
	}
	return index
}

// merge makes the log that of the leader from an index on. What is there
// already stays, for the message may be an old one: only what contradicts it goes.
func (s *Server) merge(before int, entries []Entry) {
	if s.flaw == cutsMatching {
		s.log.cut(before)
	}
	for i, e := range entries {
		index := before + 1 + i
		if index <= s.log.last() {
			if s.log.term(index) == e.Term {
				continue
			}
			s.log.cut(index - 1)
		}
		s.log.append(entries[i:]...)
		return
	}
}

// acknowledge takes a follower's answer.
func (s *Server) acknowledge(from string, m Message) {
	if m.Term < s.ballot.Term || s.role != leader {
		return
	}
	if !m.OK {
		// An answer may be old; what is known to match is known for good.
		if next := max(s.match[from]+1, m.Index); next < s.next[from] {
			s.next[from] = next
			s.replicate(from)
		}
		return
	}
	s.match[from] = max(s.match[from], m.Index)
	s.next[from] = max(s.next[from], s.match[from]+1)
	s.advance()
	if s.next[from] <= s.log.durable {
		s.replicate(from)
	}
}

// advance commits what a majority has. Entries of older terms are committed
// by those of its own that follow them, never by being counted (paper, 5.4.2).
func (s *Server) advance() {
	has := []int{s.log.durable}
	for _, other := range s.others {
		has = append(has, s.match[other])
	}
	slices.Sort(has)
	index := has[(len(has)-1)/2]
	if index > s.commit && (s.log.term(index) == s.ballot.Term || s.flaw == countsOlderTerms) {
		s.commitTo(index)
	}
}

// commitTo applies what is committed, and answers the clients.
func (s *Server) commitTo(index int) {
	if index <= s.commit && s.machine.Applied >= s.commit {
		return
	}
	s.commit = max(s.commit, index)
	// The machine must not be ahead of the log that it came from.
	if s.flaw != repliesBeforeSync {
		s.log.sync()
	}
	for s.machine.Applied < s.commit {
		e := s.log.at(s.machine.Applied + 1)
		result := s.machine.apply(e.Command, s.flaw)
		if p := s.pending[s.machine.Applied]; p != nil {
			delete(s.pending, s.machine.Applied)
			if p.term == e.Term {
				p.answer(result)
			}
		}
	}
	s.node.Disk().Save(machineFile, s.machine)
}
