package raft

// A Command is what a client asks of the replicated machine. Client and Serial
// tell a repetition from a new command.
type Command struct {
	Client string
	Serial int
	Name   string // read, write or add; nothing in the entry with which a leader's term begins
	Key    string
	Value  int
}

// An Entry is one place in the log.
type Entry struct {
	Term    int
	Command Command
}

// The kinds of messages.
const (
	requestVote = "vote?"
	vote        = "vote"
	appendLog   = "append"
	appended    = "appended"
)

// A Message is what servers send each other. Each kind uses some of the fields.
type Message struct {
	Kind string
	Term int

	// of vote?: where the candidate's log ends; of append: what comes before Entries
	Index   int
	LogTerm int

	Entries []Entry
	Commit  int

	OK bool // of vote: it is given; of appended: the log matches up to Index; if not, Index says where to try next
}
