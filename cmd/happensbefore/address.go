package main

import (
	"errors"
	"net/url"
	"strings"
)

// A siteAddress is where readers reach a server, as flags and the environment
// give it: a scheme and a host, and no path, since the server knows none. It is
// empty where nobody has said.
type siteAddress string

func (a *siteAddress) String() string { return string(*a) }

// Set implements flag.Value.
func (a *siteAddress) Set(text string) error {
	if text == "" {
		*a = ""
		return nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil ||
		strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return errors.New("give it as https://course.example.org, without a path")
	}
	*a = siteAddress(u.Scheme + "://" + u.Host)
	return nil
}
