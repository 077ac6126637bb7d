// Package allowed is the import allow-list: the packages that code under
// grading may use. The front end refuses every other import, and the symbol
// set and the export data are generated from this one list, so that nothing
// can be importable without being type-checked, or the reverse.
//
// It has no logic of its own and imports nothing.
package allowed

// Packages are what any submitted file may import of Go's own. None of them reaches the
// operating system, the runtime or raw memory.
func Packages() []string {
	return []string{
		"bufio", "bytes", "cmp",
		"container/heap", "container/list", "container/ring",
		"context",
		"crypto/hmac", "crypto/md5", "crypto/sha1", "crypto/sha256", "crypto/sha512",
		"encoding", "encoding/base32", "encoding/base64", "encoding/binary", "encoding/csv", "encoding/hex", "encoding/json",
		"errors", "fmt",
		"hash", "hash/adler32", "hash/crc32", "hash/crc64", "hash/fnv", "hash/maphash",
		"io", "iter", "maps",
		"math", "math/big", "math/bits", "math/cmplx", "math/rand", "math/rand/v2",
		"regexp", "slices", "sort", "strconv", "strings",
		"sync", "sync/atomic",
		"text/tabwriter", "time",
		"unicode", "unicode/utf16", "unicode/utf8",
	}
}

// Module is the path of this program's module. What its packages below are
// called in sources is the rest of their path.
const Module = "happensbefore/"

// SimPackages are the simulator's packages, which learners and tests may import
// besides, as sources name them. The path of each is Module and that name.
func SimPackages() []string { return []string{"sim", "sim/linear"} }

// TestPackages are what a lab's tests may import besides these and the
// learner's own package.
func TestPackages() []string {
	return []string{"testing", "testing/synctest"}
}
