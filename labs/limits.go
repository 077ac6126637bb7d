package labs

import (
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"happensbefore/course"
)

var limitFields = []string{"wall", "memory", "output"}

// limits reads the limits that a lab sets; the others keep their defaults.
func (r *frontReader) limits(n *yaml.Node) course.Limits {
	limits := course.DefaultLimits()
	fields, ok := r.mapping(n, "limits", limitFields)
	if !ok {
		return limits
	}
	if wall := fields["wall"]; wall != nil {
		if d, err := time.ParseDuration(wall.Value); err == nil && d > 0 {
			limits.Wall = d
		} else {
			r.findings.add(r.line(wall), "wall is "+shown(wall), "give a time with its unit, such as 5s or 500ms")
		}
	}
	r.size(fields["memory"], "memory", "256MiB", &limits.Memory)
	r.size(fields["output"], "output", "64KiB", &limits.Output)
	return limits
}

func (r *frontReader) size(n *yaml.Node, name, example string, into *int64) {
	if n == nil {
		return
	}
	size, ok := parseSize(n.Value)
	if !ok {
		r.findings.add(r.line(n), name+" is "+shown(n), "give a size in KiB, MiB or GiB, such as "+example)
		return
	}
	*into = size
}

// parseSize reads "64KiB". A bare number is refused, because its unit is a guess.
func parseSize(text string) (int64, bool) {
	for _, unit := range []struct {
		name  string
		shift int
	}{{"KiB", 10}, {"MiB", 20}, {"GiB", 30}} {
		digits, ok := strings.CutSuffix(text, unit.name)
		if !ok {
			continue
		}
		// 20 bits of number keep the shift far from overflow.
		n, err := strconv.ParseUint(strings.TrimSpace(digits), 10, 20)
		return int64(n) << unit.shift, err == nil && n > 0
	}
	return 0, false
}
