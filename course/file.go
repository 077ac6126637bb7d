package course

import (
	"encoding/json"
	"time"
	"unicode/utf8"
)

// A File is a Go source file by name ("clock.go"), without a folder. Its
// source is what was handed in, byte for byte, and need not be UTF-8.
type File struct {
	Name   string
	Source string
}

// fileJSON carries source that is not UTF-8 as bytes: JSON text would change
// it on its way to disk, and with it the verdict.
type fileJSON struct {
	Name   string `json:"name"`
	Source string `json:"source"`
	Bytes  []byte `json:"bytes,omitempty"`
}

// MarshalJSON writes the name and the source.
func (f File) MarshalJSON() ([]byte, error) {
	if utf8.ValidString(f.Source) {
		return json.Marshal(fileJSON{Name: f.Name, Source: f.Source})
	}
	return json.Marshal(fileJSON{Name: f.Name, Bytes: []byte(f.Source)})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (f *File) UnmarshalJSON(text []byte) error {
	var read fileJSON
	if err := json.Unmarshal(text, &read); err != nil {
		return err
	}
	f.Name, f.Source = read.Name, read.Source
	if read.Bytes != nil {
		f.Source = string(read.Bytes)
	}
	return nil
}

// A FileKind is what is known of a file beside the book's text.
type FileKind struct {
	Type    string // its media type
	Picture bool   // it may be shown in a page
	Changed time.Time
}
