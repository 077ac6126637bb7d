package main

import (
	"fmt"
)

type Entry struct {
	Term int
	Cmd  string
}
type Log struct {
	entries []Entry
	commit  int
}

func (l *Log) Append(prev, prevTerm int, es ...Entry) bool {
	if prev > len(l.entries) || prev > 0 && l.entries[prev-1].Term != prevTerm {
		return false
	}
	for i, e := range es {
		at := prev + i
		if at < len(l.entries) && l.entries[at].Term != e.Term {
			l.entries = l.entries[:at]
		}
		if at >= len(l.entries) {
			l.entries = append(l.entries, e)
		}
	}
	return true
}
func (l *Log) Last() (index, term int) {
	if n := len(l.entries); n > 0 {
		return n, l.entries[n-1].Term
	}
	return
}

type Reply struct {
	OK   bool
	Term int
}
type Server struct {
	term, voted int
	log         Log
}

func (s *Server) Vote(term, cand, li, lt int) (r Reply) {
	defer func() { r.Term = s.term }()
	if term < s.term {
		return
	}
	if term > s.term {
		s.term, s.voted = term, -1
	}
	mi, mt := s.log.Last()
	upToDate := lt > mt || lt == mt && li >= mi
	if upToDate && (s.voted == -1 || s.voted == cand) {
		s.voted = cand
		r.OK = true
	}
	return
}

func main() {
	l := &Log{}
	fmt.Println(l.Append(0, 0, Entry{1, "a"}, Entry{1, "b"}), l.Append(3, 1, Entry{2, "c"}), l.Append(1, 1, Entry{2, "x"}), l.entries)
	fmt.Println(l.Last())
	s := &Server{voted: -1}
	fmt.Println(s.Vote(1, 3, 0, 0), s.Vote(1, 4, 0, 0), s.Vote(2, 4, 0, 0), s.voted)
	s.log.Append(0, 0, Entry{5, "z"})
	fmt.Println(s.Vote(3, 1, 9, 4), s.Vote(3, 1, 1, 5))
	e := Entry{1, "a"}
	fmt.Println(e == l.entries[0], l.entries[1] != Entry{2, "x"})
}
