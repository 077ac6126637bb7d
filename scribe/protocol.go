package scribe

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
)

// A completion is what an endpoint says: in pieces, with deltas, or at once,
// with a message.
type completion struct {
	Choices []struct {
		Delta        struct{ Content string } `json:"delta"`
		Message      struct{ Content string } `json:"message"`
		FinishReason string                   `json:"finish_reason"`
	} `json:"choices"`
	Error *struct {
		Message string `json:"message"`
	} `json:"error"`
}

func (c *completion) fault() error {
	if c.Error != nil {
		return fmt.Errorf("the endpoint says: %.300s", c.Error.Message)
	}
	return nil
}

// streamed reads server-sent events until the endpoint says that it is done.
// A stream that ends without saying so broke off.
func streamed(body io.Reader) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		lines := bufio.NewScanner(body)
		lines.Buffer(nil, 256<<10)
		finished := false
		for lines.Scan() {
			data, ok := strings.CutPrefix(lines.Text(), "data:")
			if !ok {
				continue // a comment, the name of an event, the end of one
			}
			data = strings.TrimSpace(data)
			if data == "[DONE]" {
				return
			}
			var c completion
			err := json.Unmarshal([]byte(data), &c)
			if err == nil {
				err = c.fault()
			}
			if err != nil {
				yield("", err)
				return
			}
			for _, choice := range c.Choices[:min(1, len(c.Choices))] {
				finished = finished || choice.FinishReason != ""
				if choice.Delta.Content != "" && !yield(choice.Delta.Content, nil) {
					return
				}
			}
		}
		switch err := lines.Err(); {
		case err != nil:
			yield("", err)
		case !finished:
			yield("", errors.New("the stream broke off"))
		}
	}
}

func whole(body io.Reader) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		var c completion
		err := json.NewDecoder(body).Decode(&c)
		if err == nil {
			err = c.fault()
		}
		switch {
		case err != nil:
			yield("", err)
		case len(c.Choices) > 0:
			yield(c.Choices[0].Message.Content, nil)
		}
	}
}
