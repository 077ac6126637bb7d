package main

import "testing"

func TestASiteIsASchemeAndAHost(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "https://course.example.org": "https://course.example.org", "http://localhost:8080/": "http://localhost:8080",
		"course.example.org": "-", "ftp://x": "-", "https://": "-", "https://x/course": "-", "https://u:p@x": "-", "https://x?y": "-", "https://x#y": "-",
	} {
		var a siteAddress
		err := a.Set(text)
		if want == "-" {
			if err == nil {
				t.Errorf("%q is taken as %q", text, a)
			}
		} else if err != nil || a.String() != want {
			t.Errorf("%q: %q, %v; want %q", text, a, err, want)
		}
	}
}
