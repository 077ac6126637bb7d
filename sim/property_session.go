package sim

import "fmt"

// The session guarantees are after Terry and others, "Session Guarantees for
// Weakly Consistent Replicated Data", 1994. They are about operations "read"
// and "write" of World.History. The Result of a read is the version that it
// saw, the Result of a write the version that it made; of two versions of a
// key, the greater is the newer. A session is a client.

// ReadYourWrites is the property that a client's read sees its own earlier
// writes of that key, or something newer.
func ReadYourWrites(says string) Property { return session(says, "write", "read", false) }

// MonotonicReads is the property that a client's read sees nothing older than
// an earlier read of its own.
func MonotonicReads(says string) Property { return session(says, "read", "read", false) }

// MonotonicWrites is the property that a client's write makes a newer version
// than its own earlier writes of that key.
func MonotonicWrites(says string) Property { return session(says, "write", "write", true) }

// WritesFollowReads is the property that a client's write makes a newer version
// than those of that key that the client had read.
func WritesFollowReads(says string) Property { return session(says, "read", "write", true) }

// session is the property that of two operations of these names, of one client
// on one key, the later one has no older version, or a newer one.
func session(says, first, second string, newer bool) Property {
	wrong := func(a, b *Operation) bool {
		return a.Name == first && b.Name == second && a.Client == b.Client && a.Key == b.Key && a.Precedes(b) &&
			(b.Result < a.Result || newer && b.Result == a.Result)
	}
	return Property{says, func(*World) Judge {
		turns := 0
		return Judge{Step: func(w *World) string {
			if w.turns == turns {
				return ""
			}
			last := turns
			turns = w.turns
			for _, b := range w.history {
				if !b.Done || b.returned < last {
					continue
				}
				for _, a := range w.history {
					if wrong(a, b) {
						return fmt.Sprintf("%s %s version %d of %s%s at %s, having %s version %d at %s",
							b.Client, past[second], b.Result, b.Key, unnamed(b.Key), b.Return, perfect[first], a.Result, a.Return)
					}
				}
			}
			return ""
		}}
	}}
}

var (
	past    = map[string]string{"read": "saw", "write": "made"}
	perfect = map[string]string{"read": "seen", "write": "made"}
)

func unnamed(key string) string {
	if key == "" {
		return "the value"
	}
	return ""
}
