//go:build !race

package inside

// races is none where no detector is linked, as in this package's own tests.
func races() int { return 0 }
