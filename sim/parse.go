package sim

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ParseSchedule reads a schedule's text, as Schedule.String writes it. Empty
// lines and lines that begin with # say nothing; without a line "seed" the seed
// is 0. The error names the line and what to write instead.
func ParseSchedule(text string) (Schedule, error) {
	var s Schedule
	seeded := false
	for i, line := range strings.Split(text, "\n") {
		words := strings.Fields(line)
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		p := stepParser{words: words}
		if words[0] == "seed" {
			if seeded {
				return Schedule{}, fmt.Errorf("sim: schedule, line %d: the seed is given twice", i+1)
			}
			seeded = true
			p.take("seed")
			s.Seed = p.unsigned()
		} else {
			s.Steps = append(s.Steps, p.step())
		}
		if err := p.end(); err != nil {
			return Schedule{}, fmt.Errorf("sim: schedule, line %d: %q: %w", i+1, strings.TrimSpace(line), err)
		}
	}
	return s, nil
}

// usage is what a step looks like, by its first word.
var usage = map[Action]string{
	Drop:      "drop A -> B #1",
	Delay:     "delay A -> B #1 by 30ms",
	Duplicate: "duplicate A -> B #1 after 30ms",
	Crash:     "crash A at 1s for 500ms keeping 7 bytes, or crash A in write #3 for 500ms",
	Pause:     "pause A at 1s for 500ms",
	Partition: "partition A, B | C at 1s for 500ms",
	Cut:       "cut A -> B at 1s for 500ms",
	Skew:      "skew A at 0s by -20ms",
	Drift:     "drift A by 0.01",
}

// A stepParser reads the words of one line. After the first fault it reads on
// without harm.
type stepParser struct {
	words []string
	err   error
}

func (p *stepParser) step() (s Step) {
	s.Action = Action(p.word())
	shape, known := usage[s.Action]
	if !known {
		p.fail("begin it with seed, drop, delay, duplicate, crash, pause, partition, cut, skew or drift")
		return s
	}
	switch s.Action {
	case Drop, Delay, Duplicate:
		p.link(&s)
		s.N = p.number()
		switch s.Action {
		case Delay:
			p.take("by")
			s.For = p.duration()
		case Duplicate:
			p.take("after")
			s.For = p.duration()
		}
	case Crash:
		s.Node = p.word()
		if p.next("in") {
			p.take("write")
			s.N = p.number()
			if s.N == 0 {
				p.fail("writes are counted from 1")
			}
		} else {
			p.take("at")
			s.At = p.duration()
		}
		p.lasting(&s)
		if p.next("keeping") {
			s.Keep = p.integer(p.word())
			p.take("bytes")
		}
	case Pause:
		s.Node = p.word()
		p.take("at")
		s.At = p.duration()
		p.lasting(&s)
	case Partition:
		p.groups(&s)
		s.At = p.duration()
		p.lasting(&s)
	case Cut:
		p.link(&s)
		p.take("at")
		s.At = p.duration()
		p.lasting(&s)
	case Skew:
		s.Node = p.word()
		p.take("at")
		s.At = p.duration()
		p.take("by")
		s.For = p.duration()
	case Drift:
		s.Node = p.word()
		p.take("by")
		rate, err := strconv.ParseFloat(p.word(), 64)
		if err != nil {
			p.fail("the rate is no number")
		}
		s.Rate = rate
	}
	if p.err == nil && len(p.words) > 0 {
		p.fail(fmt.Sprintf("nothing is expected where %q stands", p.words[0]))
	}
	if fault := s.fault(); p.err == nil && fault != "" {
		p.fail(fault)
	}
	if p.err != nil {
		p.err = fmt.Errorf("%w; write it as %q", p.err, shape)
	}
	return s
}

func (p *stepParser) fail(what string) {
	if p.err == nil {
		p.err = errors.New(what)
	}
}

func (p *stepParser) end() error {
	if p.err == nil && len(p.words) > 0 {
		p.fail(fmt.Sprintf("nothing is expected where %q stands", p.words[0]))
	}
	return p.err
}

// word takes the next word.
func (p *stepParser) word() string {
	if len(p.words) == 0 {
		p.fail("the line ends too early")
		return ""
	}
	word := p.words[0]
	p.words = p.words[1:]
	return word
}

// next takes the next word if it is this one.
func (p *stepParser) next(word string) bool {
	if len(p.words) == 0 || p.words[0] != word {
		return false
	}
	p.words = p.words[1:]
	return true
}

func (p *stepParser) take(word string) {
	if len(p.words) > 0 && p.words[0] != word {
		p.fail(fmt.Sprintf("%q is expected where %q stands", word, p.words[0]))
	}
	p.word()
}

func (p *stepParser) link(s *Step) {
	s.From = p.word()
	p.take("->")
	s.To = p.word()
}

func (p *stepParser) number() int {
	digits, ok := strings.CutPrefix(p.word(), "#")
	if !ok {
		p.fail("a number with # before it is expected")
	}
	return p.integer(digits)
}

func (p *stepParser) integer(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		p.fail(fmt.Sprintf("%q is no number", digits))
	}
	return n
}

func (p *stepParser) unsigned() uint64 {
	n, err := strconv.ParseUint(p.word(), 10, 64)
	if err != nil {
		p.fail("the seed is a number from 0 on")
	}
	return n
}

func (p *stepParser) duration() time.Duration {
	word := p.word()
	d, err := time.ParseDuration(word)
	if err != nil {
		p.fail(fmt.Sprintf("%q is no time such as 30ms", word))
	}
	return d
}

func (p *stepParser) lasting(s *Step) {
	if p.next("for") {
		s.For = p.duration()
		if s.For == 0 {
			p.fail("leave out “for” where it lasts to the end")
		}
	}
}

// groups takes everything up to the word "at", and that.
func (p *stepParser) groups(s *Step) {
	var group []string
	comma := true // a name may come
	for {
		word := p.word()
		if p.err != nil {
			return
		}
		name, more := strings.CutSuffix(word, ",")
		switch {
		case word == "at" && !comma:
			s.Groups = append(s.Groups, group)
			return
		case word == "|" && !comma:
			s.Groups = append(s.Groups, group)
			group, comma = nil, true
		case !comma || name == "" || name == "|":
			p.fail(fmt.Sprintf("%q stands where a comma, a bar or “at” is expected", word))
			return
		default:
			group, comma = append(group, name), more
			if !more && len(p.words) > 0 && (p.words[0] == "|" || p.words[0] == "at") {
				continue
			}
			if !more {
				p.fail(fmt.Sprintf("a comma, a bar or “at” is expected behind %q", name))
				return
			}
		}
	}
}
