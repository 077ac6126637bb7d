package trace

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestParse(t *testing.T) {
	got := parse(t, `
# how every statement reads
title:  "Quoted title"
nodes: node 1, B
clocks: none
omitted: 340

node 1: write x=1: the second colon is text
node 1 -> B: m1 "a -> b: c"
B <- m1
B <- m1 again
B->node 1:m2
m2 lost
B: "quoted <- text"
crash node 1
restart node 1
partition node 1 | B
heal
note B: “curly quotes”
@10ms pause B
@1.5s resume B
cut B -> node 1
heal B -> node 1
B: lost
@2s fail B: "two\nlines, a \\ and a \"quote\""
op C1 @10ms..@40ms: write x=3 → ok
op C1 @50ms..: read x
op client two @1s..2s: "a → b" → "c → d"
op C1 @3s..4s: sync
`)
	want := &Trace{
		Title: "Quoted title",
		Nodes: []string{"node 1", "B"},
		Events: []Event{
			{Kind: Local, Node: "node 1", Label: "write x=1: the second colon is text", Line: 7},
			{Kind: Send, Node: "node 1", Peer: "B", Message: "m1", Label: "a -> b: c", Line: 8},
			{Kind: Receive, Node: "B", Peer: "node 1", Message: "m1", Cause: "e2", Line: 9},
			{Kind: Receive, Node: "B", Peer: "node 1", Message: "m1", Cause: "e2", Line: 10},
			{Kind: Send, Node: "B", Peer: "node 1", Message: "m2", Line: 11},
			{Kind: Lost, Node: "B", Peer: "node 1", Message: "m2", Cause: "e5", Line: 12},
			{Kind: Local, Node: "B", Label: "quoted <- text", Line: 13},
			{Kind: Crash, Node: "node 1", Line: 14},
			{Kind: Restart, Node: "node 1", Line: 15},
			{Kind: Partition, Groups: [][]string{{"node 1"}, {"B"}}, Line: 16},
			{Kind: Heal, Line: 17},
			{Kind: Note, Node: "B", Label: "curly quotes", Line: 18},
		},
	}
	for i := range want.Events {
		want.Events[i].Line++
	}
	want.Omitted = 340
	want.Events = append(want.Events,
		Event{Kind: Pause, Node: "B", Timed: true, At: 10 * time.Millisecond, Line: 20},
		Event{Kind: Resume, Node: "B", Timed: true, At: 1500 * time.Millisecond, Line: 21},
		Event{Kind: Cut, Node: "B", Peer: "node 1", Line: 22},
		Event{Kind: Heal, Node: "B", Peer: "node 1", Line: 23},
		Event{Kind: Local, Node: "B", Label: "lost", Line: 24},
		Event{Kind: Fail, Node: "B", Label: "two\nlines, a \\ and a \"quote\"", Timed: true, At: 2 * time.Second, Line: 25})
	want.Ops = []Op{
		{Client: "C1", From: 10 * time.Millisecond, To: 40 * time.Millisecond, Label: "write x=3", Result: "ok", Line: 26},
		{Client: "C1", From: 50 * time.Millisecond, Open: true, Label: "read x", Line: 27},
		{Client: "client two", From: time.Second, To: 2 * time.Second, Label: "a → b", Result: "c → d", Line: 28},
		{Client: "C1", From: 3 * time.Second, To: 4 * time.Second, Label: "sync", Line: 29},
	}
	ignore := cmpopts.IgnoreFields(Event{}, "ID", "Lamport", "Vector")
	if diff := cmp.Diff(want, got, ignore, cmpopts.IgnoreUnexported(Event{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestParseRefuses(t *testing.T) {
	const head = "nodes: A, B, C\n"
	for _, c := range []struct{ name, source, want string }{
		{"nothing at all", "", "the trace names no nodes: begin with a line such as “nodes: A, B”"},
		{"no events", head, "the trace has no events: add a line such as “A: write x=1”"},
		{"an event before the nodes", "A: x\nB: y", "line 1: an event stands before the nodes are named: write a line such as “nodes: A, B” above it"},
		{"a node twice", "nodes: A, A\nA: x", `line 1: node "A" is named twice: name each node once`},
		{"a node without a name", "nodes: A,, B\nA: x", "line 1: a node has no name: write “nodes: A, B, C”"},
		{"a node named like a statement", "nodes: note, B\nB: x", "line 1: the node's name \"note\" begins with a word of the format: choose another name"},
		{"a node with a sign of the format", "nodes: A|B\nA|B: x", "line 1: the node's name \"A|B\" holds a sign of the format: use letters, digits and spaces"},
		{"the nodes twice", head + "nodes: D\nA: x", "line 2: the line “nodes:” stands twice: keep one of them"},
		{"unknown clocks", "clocks: atomic\n" + head + "A: x", `line 1: unknown clocks "atomic": use lamport, vector or none`},
		{"an unknown node", head + "D: x", `line 2: unknown node "D": use one of A, B, C, or add it to the line “nodes:”`},
		{"an unknown receiver", head + "A -> D: m", `line 2: unknown node "D": use one of A, B, C, or add it to the line “nodes:”`},
		{"a message to oneself", head + "A -> A: m", "line 2: A sends a message to itself: make it a local event: “A: …”"},
		{"a message sent twice", head + "A -> B: m\nA -> C: m", `line 3: message "m" was already sent on line 2: give every message a name of its own`},
		{"a message never sent", head + "B <- m", `line 2: B receives message "m", which was never sent: add a line such as “A -> B: m” before it, or correct the message's name`},
		{"a message in another case", head + "A -> B: M\nB <- m", `line 3: B receives message "m", which was never sent (there is a "M"): add a line such as “A -> B: m” before it, or correct the message's name`},
		{"a message sent later", head + "B <- m\nA -> B: m", `line 2: B receives message "m", which was never sent up to here (it is sent further down on line 3): add a line such as “A -> B: m” before it, or correct the message's name`},
		{"a message for somebody else", head + "A -> B: m\nC <- m", `line 3: message "m" was sent to B, not to C: write “B <- m”, or send it to C`},
		{"a message received twice", head + "A -> B: m\nB <- m\nB <- m", `line 4: message "m" was already received on line 3: correct the message's name, or write “B <- m again” if the network delivers a second copy`},
		{"a copy without a first", head + "A -> B: m\nB <- m again", `line 3: message "m" has not been received before: write “B <- m”`},
		{"a lost message that arrives", head + "A -> B: m\nm lost\nB <- m", `line 4: message "m" arrives although it was lost on line 3: remove the loss or the receive`},
		{"a received message that is lost", head + "A -> B: m\nB <- m\nm lost", `line 4: message "m" was already received on line 3: remove one of the two`},
		{"a loss of nothing", head + "m lost", `line 2: message "m" is lost but was never sent: add a line such as “A -> B: m” before it, or correct the message's name`},
		{"an event on a crashed node", head + "crash A\nA: x", "line 3: A does something although it crashed on line 2: add “restart A” before it"},
		{"a send from a crashed node", head + "crash A\nA -> B: m", "line 3: A does something although it crashed on line 2: add “restart A” before it"},
		{"a receive on a crashed node", head + "A -> B: m\ncrash B\nB <- m", `line 4: B receives "m" although it crashed on line 3: write “m lost”, or add “restart B” before it`},
		{"a crash of what is down", head + "crash A\ncrash A", "line 3: A is already down: it crashed on line 2: remove it, or add “restart A” between the two"},
		{"a restart of what is up", head + "restart A", "line 2: A restarts but is not down: add “crash A” where it goes down"},
		{"a crash of nobody", head + "crash", "line 2: which node is meant?: write “crash A”"},
		{"a partition with one side", head + "partition A, B", "line 2: the partition has one side only: name at least two groups with a bar between them: “partition A, B | C”"},
		{"a partition with an empty side", head + "partition A |", "line 2: the partition has an empty side: name at least one node on each side of a bar"},
		{"a node on two sides", head + "partition A | A, B", "line 2: A stands on two sides of the partition: name each node on one side only"},
		{"a message through a partition", head + "A -> B: m\npartition A | B\nB <- m", `line 4: message "m" crosses the partition on line 3 between A and B: write “m lost”, or add “heal” before it`},
		{"a healing of nothing", head + "heal", "line 2: nothing to heal: there is no partition here: add a line such as “partition A | B” before it"},
		{"a healing of some nodes", head + "partition A | B\nheal A", "line 3: a heal ends the whole partition and names no nodes: write “heal” alone on its line, or “heal A -> B” for a cut"},
		{"an event of a paused node", head + "pause A\nA: x", "line 3: A does something although it was paused on line 2: add “resume A” before it"},
		{"a receive of a paused node", head + "A -> B: m\npause B\nB <- m", `line 4: B receives "m" although it was paused on line 3: add “resume B” before it: meanwhile messages wait`},
		{"a pause of what is paused", head + "pause A\npause A", "line 3: A is already paused on line 2: remove it, or add “resume A” between the two"},
		{"a pause of what is down", head + "crash A\npause A", "line 3: A is paused but is down: it crashed on line 2: remove it, or add “restart A” between the two"},
		{"a resumption of what runs", head + "resume A", "line 2: A resumes but is not paused: add “pause A” where it stops"},
		{"a cut of nothing", head + "cut A", "line 2: which link is cut?: write “cut A -> B”: one direction of one link"},
		{"a cut within a node", head + "cut A -> A", "line 2: nothing lies between A and itself: name two nodes"},
		{"a cut of what is cut", head + "cut A -> B\ncut A -> B", "line 3: A to B is already cut on line 2: remove one of the two"},
		{"a healing of what is not cut", head + "cut A -> B\nheal B -> A", "line 3: nothing to heal: B to A is not cut here: add “cut B -> A” before it"},
		{"a message over a cut", head + "A -> B: m\ncut A -> B\nB <- m", `line 4: message "m" comes from A to B although that was cut on line 3: write “m lost”, or add “heal A -> B” before it`},
		{"an event behind the failure", head + "fail A: two leaders\nA: x", "line 3: something happens after the property broke on line 2: end the trace with “fail”"},
		{"a failure without words", head + "fail A:", "line 2: the failure lacks its node or its text: write “fail A: what broke”"},
		{"a time that is none", head + "@soon A: x", `line 2: the time "@soon" cannot be read: write “@120ms A: event”`},
		{"a time alone", head + "@1s", `line 2: the time "@1s" cannot be read: write “@120ms A: event”`},
		{"times that run backwards", head + "@2s A: x\n@1s B: y", "line 3: the time 1s comes after 2s on line 2: give the events in the order of their times"},
		{"a time before the run", head + "@-1s A: x", "line 2: the time -1s lies before the run: count from the start of the run: “@0s”"},
		{"nothing omitted", head + "omitted: none", `line 2: "none" events before these cannot be: write how many, such as “omitted: 340”`},
		{"an operation without a time", head + "op C: read", "line 2: the operation cannot be read: write “op C1 @10ms..40ms: write x=3 → ok”, or “op C1 @10ms..: write x=3” where it was never answered"},
		{"an operation without a label", head + "op C @1ms..2ms:", "line 2: the operation has no label: write what was asked for behind the colon"},
		{"an operation that runs backwards", head + "op C @2ms..1ms: read", "line 2: the operation ends at 1ms, before it begins at 2ms: write the earlier time first"},
		{"a message named like a statement", head + "A -> B: crash", `line 2: the message's name "crash" is a word or holds a sign of the format: use letters and digits`},
		{"a note without a text", head + "note A:", "line 2: the note lacks its node or its text: write “note A: \"…\"”"},
		{"a label without quotes", head + "A -> B: m set x", `line 2: the message's label is not in quotes: write “A -> B: m "set x"”`},
		{"a message without a name", head + `A -> B: "set x"`, `line 2: the send cannot be read: write “A -> B: m1 "label"”: the message needs a name so that it can be received`},
		{"a receive with more", head + "A -> B: m\nB <- m and smiles", "line 3: the receive cannot be read: write “B <- m1”, or “B <- m1 again” for a second copy; a remark goes into a note"},
		{"an event without a label", head + "A:", "line 2: the event has no label: write “A: what it does”"},
		{"a line that says nothing", head + "hello", "line 2: the line \"hello\" cannot be read: write one of"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse(c.source)
			if err == nil {
				t.Fatal("accepted")
			}
			if got, _, _ := strings.Cut(err.Error(), "\n"); got != c.want && !(strings.HasSuffix(c.want, "one of") && strings.HasPrefix(got, c.want)) {
				t.Errorf("says  %s\nwants %s", got, c.want)
			}
		})
	}
}

func TestParseBounds(t *testing.T) {
	_, err := Parse("nodes: A\n" + strings.Repeat("A: x\n", MaxEvents+1))
	if err == nil || !strings.Contains(err.Error(), "401 events") {
		t.Errorf("too many events: %v", err)
	}
	_, err = Parse(strings.Repeat("op c @1s..2s: x\n", MaxOps+1))
	if err == nil || !strings.Contains(err.Error(), "201 operations") {
		t.Errorf("too many operations: %v", err)
	}
	_, err = Parse("nodes: a,b,c,d,e,f,g,h,i,j,k,l,m\na: x\n")
	if err == nil || !strings.Contains(err.Error(), "13 nodes") {
		t.Errorf("too many nodes: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(three)
	f.Add("title: t\nomitted: 3\nstep: drop A -> B c #1\nstep: \"\\\"x\"\nnodes: A, B c\n@1ms pause A\nresume A\ncut A -> B c\nheal A -> B c\nA: lost\nfail A: \"x\\ny\\\\\"\nop a b @1ms..2ms: \"x\" → \"y → z\"\nop c @1s..: w -> 1")
	f.Add("nodes: A, B\npartition A | B\nheal\nA -> B: m \"<x>\"\nm lost\nnote A: \"&\"\n")
	f.Fuzz(func(t *testing.T, source string) {
		tr, err := Parse(source)
		if err != nil {
			return
		}
		wellFormed(t, tr.SVG("f"))
		_ = tr.Text()
		again, err := Parse(Format(tr))
		if err != nil {
			t.Fatalf("%q formatted is %q, which does not parse: %v", source, Format(tr), err)
		}
		if diff := cmp.Diff(tr, again, cmpopts.IgnoreFields(Event{}, "Line"), cmpopts.IgnoreFields(Op{}, "Line"), cmpopts.IgnoreUnexported(Event{})); diff != "" {
			t.Fatalf("%q formatted is %q (-want +got):\n%s", source, Format(tr), diff)
		}
	})
}

func TestFormatKeepsWhatATraceSays(t *testing.T) {
	for name, tr := range samples(t) {
		again, err := Parse(Format(tr))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got, want := again.SVG("f"), tr.SVG("f"); got != want {
			t.Errorf("%s is drawn differently after it was formatted:\n%s", name, Format(tr))
		}
	}
}
