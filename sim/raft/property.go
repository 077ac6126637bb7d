package raft

import (
	"fmt"
	"maps"

	"happensbefore/sim"
	"happensbefore/sim/linear"
)

// properties are those of the paper's figure 3, that repeating a command does
// nothing, and that the cluster works again when the faults have ended.
func (c *Cluster) properties() []sim.Property {
	return []sim.Property{
		{Says: "Election safety: at most one leader in a term", New: c.electionSafety},
		{Says: "Leader append-only: a leader never overwrites or deletes entries of its log", New: c.appendOnly},
		{Says: "Log matching: where two logs have an entry with the same index and term, they are the same up to there", New: c.logMatching},
		{Says: "Leader completeness: a committed entry is in the logs of the leaders of all later terms", New: c.completeness},
		{Says: "State machine safety: no two servers apply different entries at the same index, and each takes effect once", New: c.machineSafety},
		linear.Linearizable("Linearizability: clients see one copy of the data that does one command after the other", model()),
		{Says: "Liveness: after the faults there is one leader, it stays, and commands are answered everywhere", New: c.liveness},
	}
}

// model is what the machine does to one key, without the machinery. A command
// that was never answered may give anything.
func model() linear.Model {
	return linear.Model{Keyed: true, New: func() any { return 0 }, Step: func(state any, o *sim.Operation) (any, bool) {
		value := state.(int)
		switch o.Name {
		case "write":
			value = o.Value
		case "add":
			value += o.Value
		}
		return value, !o.Done || o.Result == value
	}}
}

// each calls f with all servers, in their order. One that is down is as it was.
func (c *Cluster) each(f func(i int, s *Server) string) func(*sim.World) string {
	return func(*sim.World) string {
		for i, s := range c.running {
			if wrong := f(i, s); wrong != "" {
				return wrong
			}
		}
		return ""
	}
}

func (c *Cluster) electionSafety(*sim.World) sim.Judge {
	leaders := map[int]int{}
	return sim.Judge{Step: c.each(func(i int, s *Server) string {
		if s.role != leader {
			return ""
		}
		term := s.ballot.Term
		if other, ok := leaders[term]; ok && other != i {
			return fmt.Sprintf("%s and %s both lead term %d", c.names[other], c.names[i], term)
		}
		leaders[term] = i
		return ""
	})}
}

// A reign is a leader in its term, and its log when it was last looked at.
type reign struct {
	server        *Server
	term, version int
	log           []Entry
}

func (c *Cluster) appendOnly(*sim.World) sim.Judge {
	seen := make([]reign, len(c.names))
	return sim.Judge{Step: c.each(func(i int, s *Server) string {
		before := &seen[i]
		same := before.server == s && before.term == s.ballot.Term
		if s.role != leader || same && before.version == s.log.version {
			return ""
		}
		if same {
			for at, e := range before.log {
				if at >= s.log.last() || s.log.entries[at] != e {
					return fmt.Sprintf("%s leads term %d, and entry %d of its log is no longer what it was", c.names[i], s.ballot.Term, at+1)
				}
			}
		}
		*before = reign{s, s.ballot.Term, s.log.version, s.log.entries[:s.log.last():s.log.last()]}
		return ""
	})}
}

func (c *Cluster) logMatching(*sim.World) sim.Judge {
	type state struct {
		server  *Server
		version int
	}
	seen := make([]state, len(c.names))
	return sim.Judge{Step: c.each(func(i int, s *Server) string {
		if now := (state{s, s.log.version}); seen[i] != now {
			seen[i] = now
			for other, o := range c.running {
				if alike, differs := matching(s.log, o.log); differs > 0 {
					return fmt.Sprintf("entry %d is of term %d at %s and %s alike, but entry %d differs", alike, s.log.term(alike), c.names[i], c.names[other], differs)
				}
			}
		}
		return ""
	})}
}

// matching is the last index at which two logs have entries of the same term,
// and, if they are not the same up to there, where they differ.
func matching(a, b *journal) (alike, differs int) {
	alike = min(a.last(), b.last())
	for alike > 0 && a.term(alike) != b.term(alike) {
		alike--
	}
	for i := range alike {
		if a.entries[i] != b.entries[i] {
			return alike, i + 1
		}
	}
	return alike, 0
}

// A commitment is an entry that some server held for committed, and the term
// in which one did so first.
type commitment struct {
	entry Entry
	term  int
}

func (c *Cluster) completeness(*sim.World) sim.Judge {
	type progress struct {
		server        *Server
		commit, reign int
	}
	var committed []commitment
	seen := make([]progress, len(c.names))
	return sim.Judge{Step: c.each(func(i int, s *Server) string {
		p := &seen[i]
		if p.server != s {
			*p = progress{server: s}
		}
		for ; p.commit < min(s.commit, s.log.last()); p.commit++ {
			if p.commit == len(committed) {
				committed = append(committed, commitment{s.log.entries[p.commit], s.ballot.Term})
			}
		}
		if s.role != leader || p.reign == s.ballot.Term {
			return ""
		}
		p.reign = s.ballot.Term
		for at, e := range committed {
			if e.term < s.ballot.Term && (at >= s.log.last() || s.log.entries[at] != e.entry) {
				return fmt.Sprintf("entry %d was committed in term %d, and %s, the leader of term %d, does not have it", at+1, e.term, c.names[i], s.ballot.Term)
			}
		}
		return ""
	})}
}

func (c *Cluster) machineSafety(*sim.World) sim.Judge {
	type progress struct {
		server  *Server
		applied int
	}
	// What a machine does that forgets nothing and applies each entry once.
	model := newMachine()
	var applied []Entry
	values := []map[string]int{{}}
	seen := make([]progress, len(c.names))
	return sim.Judge{Step: c.each(func(i int, s *Server) string {
		p := &seen[i]
		if p.server == s && p.applied == s.machine.Applied {
			return ""
		}
		if p.server != s {
			*p = progress{server: s}
		}
		for ; p.applied < min(s.machine.Applied, s.log.last()); p.applied++ {
			e := s.log.entries[p.applied]
			if p.applied == len(applied) {
				applied = append(applied, e)
				model.apply(e.Command, sound)
				values = append(values, maps.Clone(model.Values))
			}
			if first := applied[p.applied]; first != e {
				return fmt.Sprintf("%s applies %v of term %d as entry %d, where another server applied %v of term %d", c.names[i], e.Command, e.Term, p.applied+1, first.Command, first.Term)
			}
		}
		p.applied = s.machine.Applied
		if p.applied < len(values) && !maps.Equal(s.machine.Values, values[p.applied]) {
			return fmt.Sprintf("%s has applied %d entries and holds %v; applied once each, they make %v", c.names[i], p.applied, s.machine.Values, values[p.applied])
		}
		return ""
	})}
}

func (c *Cluster) liveness(*sim.World) sim.Judge {
	term := 0
	return sim.Judge{
		Step: func(w *sim.World) string {
			if w.Now() < settled {
				return ""
			}
			latest := 0
			for _, s := range c.running {
				latest = max(latest, s.ballot.Term)
			}
			if term == 0 {
				term = latest
			}
			if latest > term {
				return fmt.Sprintf("term %d begins, long after the last fault", latest)
			}
			return ""
		},
		End: func(w *sim.World) string {
			answers := 0
			for _, op := range w.History() {
				if !op.Done {
					return fmt.Sprintf("%s still waits for the answer to %s %s, which it asked for at %s", op.Client, op.Name, op.Key, op.Call)
				}
				if op.Call > settled {
					answers++
				}
			}
			if answers == 0 {
				return "no command was answered after the faults"
			}
			first := c.running[0].machine.Applied
			for i, s := range c.running {
				if s.machine.Applied != first {
					return fmt.Sprintf("%s has applied %d entries, %s %d", c.names[0], first, c.names[i], s.machine.Applied)
				}
			}
			return ""
		},
	}
}
