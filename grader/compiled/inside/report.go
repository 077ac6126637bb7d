package inside

import (
	"os"
	"strconv"
	"unicode/utf8"

	"happensbefore/grader/compiled/dump"
	"happensbefore/grader/harness"
	"happensbefore/grader/wire"
)

// A reporter writes frames. It spells JSON out by itself: linking the package
// for it would cost more time than running most labs takes.
type reporter struct{ file *os.File }

func (r reporter) send(f wire.Frame) {
	if f.Reason == wire.Race || f.Result != nil && f.Result.Reason == wire.Race {
		// The detector's own words are on standard error; this tells the parent
		// which of them belong to the check.
		os.Stderr.WriteString(dump.Mark(f.Test)) //nolint:errcheck // without it the message has no lines
	}
	if _, err := r.file.Write(encode(f)); err != nil {
		os.Stderr.WriteString("inside: report: " + err.Error() + "\n") //nolint:errcheck // nobody is left to tell
		os.Exit(2)                                                     // without End, so that nothing unsaid counts as a pass
	}
}

// encode is the frame as one line of JSON. Compiled labs send no diagnostics.
func encode(f wire.Frame) []byte {
	b := field([]byte("{"), "kind", string(f.Kind))
	b = field(b, "test", f.Test)
	b = field(b, "reason", string(f.Reason))
	b = field(b, "message", harness.Clip(f.Message))
	if r := f.Result; r != nil {
		b = append(b, `,"result":{"passed":`...)
		b = strconv.AppendBool(b, r.Passed)
		b = field(b, "reason", string(r.Reason))
		b = field(b, "message", harness.Clip(r.Message))
		b = number(b, "seed", r.Seed)
		b = number(b, "failed", uint64(r.Failed))
		b = number(b, "seeds", uint64(r.Seeds))
		b = field(b, "trace", r.Trace)
		b = append(b, '}')
	}
	return append(b, '}', '\n')
}

// field appends a field of text to an object, unless it is empty.
func field(b []byte, name, text string) []byte {
	if text == "" {
		return b
	}
	if b[len(b)-1] != '{' {
		b = append(b, ',')
	}
	b = append(b, '"')
	b = append(b, name...)
	b = append(b, `":`...)
	return quote(b, text)
}

func number(b []byte, name string, n uint64) []byte {
	b = append(b, ',', '"')
	b = append(b, name...)
	b = append(b, `":`...)
	return strconv.AppendUint(b, n, 10)
}

// quote appends a JSON string. Bytes that are not UTF-8 become U+FFFD.
func quote(b []byte, text string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for _, c := range text {
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', byte(c))
		case c < ' ':
			b = append(b, `\u00`...)
			b = append(b, hex[c>>4], hex[c&15])
		default:
			b = utf8.AppendRune(b, c)
		}
	}
	return append(b, '"')
}
