// Package sim is what the labs' tests are built on. Today it owns one thing,
// the seed of a seeded check; the deterministic simulated network that labs
// will run on, with its seeded delays, losses and crashes, gets its place here
// when the first lab needs it.
//
// It imports the standard library and no other room, because it is also copied
// into a module of its own, where the labs are proven with the go command. It
// is kept to plain Go that means the same interpreted and compiled. It is
// trusted code that runs beside untrusted code in one process: it holds no
// secret and no verdict depends on its word alone.
package sim
