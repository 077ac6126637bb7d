package page

import (
	"errors"
	"go/format"
	"go/scanner"

	"happensbefore/course"
)

// Formatted is a source in Go's one style, or why it cannot be read as Go.
type Formatted struct {
	Text  string             `json:"text"`
	Fault *course.Diagnostic `json:"fault,omitempty"`
}

// Format formats a source file, as gofmt does.
func Format(source string) Formatted {
	text, err := format.Source([]byte(source))
	if err == nil {
		return Formatted{Text: string(text)}
	}
	fault := course.Diagnostic{Line: 1, Column: 1, Message: err.Error()}
	var list scanner.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		first := list[0]
		fault.Line, fault.Column, fault.Message = first.Pos.Line, first.Pos.Column, first.Msg
	}
	return Formatted{Fault: &fault}
}
