package trace

import "fmt"

const (
	maxSteps  = 12 // so many lines of them are drawn; the text has all
	stepsHead = "What goes wrong:"
)

// A steps is the schedule that a run was under, as lines below everything else.
type steps struct {
	lines []string
	y     float64 // of the first line's baseline
}

// placeSteps puts them below what is drawn already.
func (l *layout) placeSteps() {
	if len(l.Steps) == 0 {
		return
	}
	s := &l.steps
	s.lines = []string{stepsHead}
	for i, step := range l.Steps {
		if i == maxSteps {
			s.lines = append(s.lines, fmt.Sprintf("and %d more", len(l.Steps)-i))
			break
		}
		s.lines = append(s.lines, wrap(oneLine(step), l.width-l.margin-24, noteSize)...)
	}
	s.y = l.height + noteSize + 2
	l.height = s.y + float64(len(s.lines)-1)*noteSize*lineRatio + footHeight/2
}

// schedule draws them.
func (d *drawing) schedule() {
	for i, line := range d.steps.lines {
		x := d.margin + 8
		if i > 0 {
			x += 8
		}
		d.text("text", line, "class", "trace-note", "x", num(x), "y", num(d.steps.y+float64(i)*noteSize*lineRatio),
			"font-size", num(noteSize), "fill", "currentColor", "paint-order", "stroke", "stroke-width", "4", "stroke-linejoin", "round")
	}
}
