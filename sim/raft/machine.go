package raft

import "happensbefore/sim"

// A machine is what the log is for: numbers by name, which the commands read
// and write. It is kept on the disk together with the index of the last entry
// that it has applied, in one piece, so that no entry is applied twice.
type machine struct {
	Applied  int
	Values   map[string]int
	Sessions map[string]session
}

// A session is a client's last command and its answer.
type session struct{ Serial, Result int }

const machineFile = "machine"

func restored(disk *sim.Disk, f flaw) machine {
	m, ok := disk.Load(machineFile)
	if !ok {
		return newMachine()
	}
	restored := m.(machine)
	if f == appliesAgain {
		restored.Applied, restored.Sessions = 0, map[string]session{}
	}
	return restored
}

func newMachine() machine {
	return machine{Values: map[string]int{}, Sessions: map[string]session{}}
}

// apply carries out the next command, and gives its answer. A client's command
// that it has carried out before gets the answer of that time.
func (m *machine) apply(c Command, f flaw) int {
	m.Applied++
	if c.Name == "" {
		return 0
	}
	if s := m.Sessions[c.Client]; c.Serial <= s.Serial && f != forgetsSessions {
		return s.Result
	}
	switch c.Name {
	case "write":
		m.Values[c.Key] = c.Value
	case "add":
		m.Values[c.Key] += c.Value
	}
	result := m.Values[c.Key]
	m.Sessions[c.Client] = session{c.Serial, result}
	return result
}
