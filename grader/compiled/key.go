package compiled

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"happensbefore/grader/wire"
)

// key is the hash of all that a file in a cache is made from.
func (t *Toolchain) key(from ...[]wire.File) string {
	sum := sha256.New()
	part := func(text []byte) {
		fmt.Fprintf(sum, "%d\n", len(text))
		sum.Write(text) //nolint:errcheck // a hash takes everything
	}
	io.WriteString(sum, t.manifest.Hash) //nolint:errcheck // as above
	for _, files := range from {
		fmt.Fprintf(sum, "%d\n", len(files))
		for _, f := range files {
			part([]byte(f.Name))
			part(f.Source)
		}
	}
	return hex.EncodeToString(sum.Sum(nil))
}
