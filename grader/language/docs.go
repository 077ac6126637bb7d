package language

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/json"
)

//go:embed docs.json.gz
var packed []byte

// docs are first sentences by name: "fmt", "fmt.Println", "strings.Builder.Len".
// They are unpacked when first asked for.
type docs struct{ sentences map[string]string }

func (d *docs) of(name string) string {
	if d.sentences == nil {
		d.sentences = map[string]string{}
		r, err := gzip.NewReader(bytes.NewReader(packed))
		if err == nil {
			err = json.NewDecoder(r).Decode(&d.sentences)
		}
		if err != nil {
			panic(err) // the file is ours, and a test reads it
		}
	}
	return d.sentences[name]
}

// builtins are what Go predeclares and documents in a package that nobody imports.
var builtins = map[string]string{
	"append":  "append adds elements to the end of a slice and returns the slice that holds them.",
	"cap":     "cap returns the capacity of a slice, an array or a channel.",
	"clear":   "clear deletes all entries of a map, or sets all elements of a slice to their zero value.",
	"close":   "close closes a channel, which must only be done by its sender.",
	"copy":    "copy copies elements from one slice to another and returns how many.",
	"delete":  "delete removes the entry of a key from a map.",
	"len":     "len returns the length of a string, slice, array, map or channel.",
	"make":    "make makes a slice, a map or a channel.",
	"max":     "max returns the largest of its arguments.",
	"min":     "min returns the smallest of its arguments.",
	"new":     "new returns a pointer to a fresh zero value of a type.",
	"panic":   "panic stops the goroutine's usual course and runs what it has deferred.",
	"recover": "recover, called by a deferred function, ends a panic and returns its value.",
	"error":   "error is the interface of every error: one method, Error, that returns a string.",
	"any":     "any is an alias for interface{}: every type implements it.",
}
