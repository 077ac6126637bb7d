package interpreted

import (
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"happensbefore/grader/wire"
)

func TestAJobForTheFrontEndEndsThereAndRunsNothing(t *testing.T) {
	for says, c := range map[string]struct {
		source string
		want   []wire.Kind
	}{
		"source that may run":                    {"package main\n\nfunc main() { panic(1) }\n", []wire.Kind{wire.Accepted}},
		"source the interpreter would run wrong": {"package main\n\nfunc main() { goto end; end: }\n", []wire.Kind{wire.Accepted, wire.Unable}},
		"source that is no Go":                   {"package main\n\nfunc main() { x }\n", []wire.Kind{wire.Refused}},
	} {
		t.Run(says, func(t *testing.T) {
			job := wire.Job{Files: []wire.File{{Name: "main.go", Source: []byte(c.source)}}, Front: true}
			var got []wire.Kind
			ends := 0
			err := Run(job, func(f wire.Frame) { got = append(got, f.Kind) }, io.Discard, func() { ends++ })
			if err != nil || ends != 1 {
				t.Errorf("%d ends, error %v", ends, err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("frames (-want +got)\n%s", diff)
			}
		})
	}
}
