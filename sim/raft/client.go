package raft

import (
	"fmt"
	"slices"
	"time"

	"happensbefore/sim"
)

// clients is how many of them there are. Each has one command out at a time.
const clients = 3

const (
	think = 120 * time.Millisecond // between an answer and the next command
	retry = 250 * time.Millisecond // after which it asks the next server
)

// A client asks one server after the other until it has its answer, always
// with the same serial number.
type client struct {
	cluster *Cluster
	world   *sim.World
	name    string
	number  int
	command Command
	op      *sim.Operation
	server  int
}

func newClient(c *Cluster, w *sim.World, number int) *client {
	return &client{cluster: c, world: w, name: fmt.Sprintf("C%d", number+1), number: number, server: number % len(c.names)}
}

// begin waits, and then begins the next command.
func (c *client) begin() {
	serial := c.command.Serial + 1
	names := []string{"write", "read", "add"}
	keys := []string{"x", "y"}
	name := names[(serial+c.number)%len(names)]
	c.command = Command{Client: c.name, Serial: serial, Name: name, Key: keys[serial/2%len(keys)]}
	switch name {
	case "write":
		c.command.Value = 1000*(c.number+1) + serial
	case "add":
		c.command.Value = 1
		c.command.Key = "n"
	}
	at := c.world.Now() + think
	if at > clientsStop {
		return
	}
	c.world.At(at, "", "", func() {
		c.op = c.world.Begin(c.name, name, c.command.Key, c.command.Value)
		c.try(c.command)
	})
}

// try asks a server, and the next one if there is no answer in time.
func (c *client) try(command Command) {
	c.ask(command, c.server, true)
	c.world.At(c.world.Now()+retry, "", "", func() {
		if c.command.Serial != command.Serial {
			return
		}
		c.server = (c.server + 1) % len(c.cluster.names)
		c.try(command)
	})
}

// ask asks one server, and the leader if that server knows another.
func (c *client) ask(command Command, server int, redirect bool) {
	label := fmt.Sprintf("%s asks: %s %s", c.name, command.Name, command.Key)
	c.world.At(c.world.Now(), c.cluster.names[server], label, func() {
		s := c.cluster.running[server]
		op := c.op
		if s.Propose(command, func(result int) { c.answered(command, op, result) }) {
			return
		}
		if leader := slices.Index(c.cluster.names, s.Leader()); redirect && leader >= 0 {
			c.ask(command, leader, false)
		}
	})
}

func (c *client) answered(command Command, op *sim.Operation, result int) {
	if c.command.Serial != command.Serial {
		return
	}
	op.End(result)
	c.begin()
}
