package compiled

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"happensbefore/grader/wire"
)

// key is the hash of all that a program is made from: two jobs with one key
// have one program.
func (t *Toolchain) key(job wire.Job) string {
	sum := sha256.New()
	part := func(text []byte) {
		fmt.Fprintf(sum, "%d\n", len(text))
		sum.Write(text) //nolint:errcheck // a hash takes everything
	}
	io.WriteString(sum, t.manifest.Hash) //nolint:errcheck // as above
	for _, files := range [][]wire.File{job.Files, job.Tests} {
		fmt.Fprintf(sum, "%d\n", len(files))
		for _, f := range files {
			part([]byte(f.Name))
			part(f.Source)
		}
	}
	return hex.EncodeToString(sum.Sum(nil))
}
