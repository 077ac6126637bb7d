// tries: a function that is nil
// outcome: panicked
// says: nil pointer dereference

package double

var Double func(n int) int
