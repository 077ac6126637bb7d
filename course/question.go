package course

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Key names the question by what it asks and offers: the same as long as
// neither changes, wherever in its chapter it stands. The reasons may be
// reworded without its becoming another question.
func (q Question) Key() string {
	h := sha256.New()
	write := func(s string) { fmt.Fprintf(h, "%d:", len(s)); io.WriteString(h, s) } //nolint:errcheck // a hash takes everything
	write(q.HTML)
	for _, o := range q.Options {
		write(o.HTML)
		write(strconv.FormatBool(o.Right))
		write(strconv.FormatFloat(o.Tolerance, 'g', -1, 64))
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:9])
}

// Meets is the option that a number answers to, a right one before a wrong
// one; -1 is none.
func (q Question) Meets(n float64) int {
	met := -1
	for i, o := range q.Options {
		// What binary fractions cannot hold is allowed for.
		if math.Abs(n-o.Value) <= o.Tolerance+1e-9*math.Max(1, math.Abs(o.Value)) && (met < 0 || o.Right && !q.Options[met].Right) {
			met = i
		}
	}
	return met
}

var (
	plainNumber = regexp.MustCompile(`(?i)^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$`)
	thousands   = regexp.MustCompile(`^([-+]?\d+)[,\s_](\d{3})(\D|$)`)
)

// ParseNumber reads a number as people type it, "1,200" and "−3" among them;
// static/src/number.ts reads the same.
func ParseNumber(text string) (float64, bool) {
	plain := strings.ReplaceAll(strings.TrimSpace(text), "−", "-")
	for thousands.MatchString(plain) {
		plain = thousands.ReplaceAllString(plain, "$1$2$3")
	}
	if !plainNumber.MatchString(plain) {
		return 0, false
	}
	n, err := strconv.ParseFloat(plain, 64)
	return n, err == nil
}
