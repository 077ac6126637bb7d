package main

import "testing"

func TestNetworksAreReadFromAList(t *testing.T) {
	cases := map[string]struct{ text, want string }{
		"none":              {"", ""},
		"a network":         {"10.0.0.0/8", "10.0.0.0/8"},
		"several, spaced":   {"10.0.0.0/8, ::1/128", "10.0.0.0/8,::1/128"},
		"an address":        {"192.0.2.7", "192.0.2.7/32"},
		"a host within one": {"10.1.2.3/8", "10.0.0.0/8"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var got prefixes
			if err := got.Set(c.text); err != nil || got.String() != c.want {
				t.Errorf("got %q, %v; want %q", got.String(), err, c.want)
			}
		})
	}
	var p prefixes
	if err := p.Set("10.0.0.0/33"); err == nil {
		t.Error("a network of no size was taken")
	}
}
