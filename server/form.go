package server

import (
	"errors"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strings"

	"happensbefore/course"
)

const (
	fileField = "file."  // and the file's name
	keyField  = "key"    // the idempotency token of a submission
	program   = "source" // a chapter's example
)

// readForm reads the body of a form into r.PostForm. Fields in the address do
// not count: what changes something must be in the body.
func readForm(r *http.Request, limit int64) error {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	var err error
	if kind == "multipart/form-data" {
		err = r.ParseMultipartForm(limit) // all of it in memory, none on disk
	} else {
		err = r.ParseForm()
	}
	var tooLarge *http.MaxBytesError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &tooLarge), r.Context().Err() != nil:
		return fmt.Errorf("server: form: %w", err)
	default:
		return &refusal{status: http.StatusBadRequest}
	}
}

// fields refuses a form with a field that its page does not have: such a form
// was not sent from here, or the page is older than the lab.
func fields(r *http.Request, allowed ...string) error {
	if r.MultipartForm != nil {
		for name := range r.MultipartForm.File {
			return &course.InvalidError{Field: name, Reason: "is sent as an upload; send its text as a plain field"}
		}
	}
	for name, values := range r.PostForm {
		if !slices.Contains(allowed, name) {
			return &course.InvalidError{Field: name, Reason: "is not part of this form; load the page again and send it from there"}
		}
		if len(values) != 1 {
			return &course.InvalidError{Field: name, Reason: "is there more than once"}
		}
	}
	return nil
}

// source is the text of one field. Browsers write a textarea's line ends as
// CRLF; Go files have LF.
func source(r *http.Request, name string) (string, error) {
	values, ok := r.PostForm[name]
	if !ok {
		return "", &course.InvalidError{Field: name, Reason: "is missing"}
	}
	return strings.ReplaceAll(values[0], "\r\n", "\n"), nil
}

// files are those of the lab's starter, each as the form has it, in the
// starter's order. How large they may be and whether they are text is the
// grader's to say.
func files(r *http.Request, lab *course.Lab) ([]course.File, error) {
	allowed := []string{keyField}
	for _, f := range lab.Starter {
		allowed = append(allowed, fileField+f.Name)
	}
	if err := fields(r, allowed...); err != nil {
		return nil, err
	}
	var list []course.File
	for _, f := range lab.Starter {
		text, err := source(r, fileField+f.Name)
		if err != nil {
			return nil, err
		}
		list = append(list, course.File{Name: f.Name, Source: text})
	}
	return list, nil
}
