//go:build race

package inside

import "runtime"

// races is how many data races the detector has told so far.
func races() int { return runtime.RaceErrors() }
