// Package symbols holds what an interpreted program may import, as values for
// the interpreter: the allowed packages, testing for a lab's tests, and sim.
// It is generated from grader/allowed by `go generate`.
package symbols

import "reflect"

//go:generate go run ./generate

// All returns the exported symbols of every package by import path. Each call
// builds a new table, so that its owner may replace entries.
func All() map[string]map[string]reflect.Value { return table() }
