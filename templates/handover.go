package templates

import "time"

// A HandoverOfferPage shows the code with which another browser goes on.
type HandoverOfferPage struct {
	Layout
	Secret string
	Site   string // where this server is reached: https://course.example.org
	Until  time.Time
}

// code is the secret in two groups, which people read and type more easily.
func (p HandoverOfferPage) code() string {
	half := len(p.Secret) / 2
	return p.Secret[:half] + "-" + p.Secret[half:]
}

func (p HandoverOfferPage) link() string { return p.Site + "/handover?code=" + p.code() }

// A HandoverPage asks for the code, and whether it is meant.
type HandoverPage struct {
	Layout
	Code  string
	Own   bool   // this browser has work of its own, which it would leave
	Wrong string // why the code before was refused
}
