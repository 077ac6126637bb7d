package compiled

import (
	"encoding/binary"
	"strings"
)

// A program in virtual time writes each piece of output behind a header: four
// bytes of mark, the time in eight, the piece's length in four. The lengths
// alone say where headers stand, so a program that prints something like one
// changes nothing.
const (
	playbackMark   = "\x00\x00PB"
	playbackHeader = len(playbackMark) + 8 + 4
)

// framed is how many bytes hold limit bytes of output, however small the
// pieces.
func framed(limit int64) int64 { return limit * int64(playbackHeader+1) }

// Playback takes the headers out of what a program in virtual time wrote. It
// keeps at most limit bytes and says whether there were more. Output that ends
// within a piece, as a killed program's may, is kept as far as it goes.
func Playback(raw []byte, limit int64) (output []byte, more bool) {
	for len(raw) >= playbackHeader && strings.HasPrefix(string(raw[:len(playbackMark)]), playbackMark) {
		n := int(binary.BigEndian.Uint32(raw[playbackHeader-4 : playbackHeader]))
		raw = raw[playbackHeader:]
		n = min(n, len(raw))
		output, raw = append(output, raw[:n]...), raw[n:]
		if int64(len(output)) > limit {
			return output[:limit], true
		}
	}
	return output, false
}
