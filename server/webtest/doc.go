// Package webtest plays plain-text scripts of requests and expectations
// against a running server: the route tests of the server room, and the
// readiness check of a deployed one.
//
// It imports nothing of this module. It is trusted with nothing: it sees what
// any reader with a browser sees.
//
// A script is a sequence of exchanges, separated by blank lines. Lines that
// begin with # are comments. An exchange is a request line, and below it what
// to send, what to want and what to keep:
//
//	# A reader who has the page does not get it again.
//	GET /chapters/clocks
//	want status 200
//	want header Content-Type ~ ^text/html
//	want body ~ <title>Time and clocks
//	want body !~ secret
//	keep tag = header ETag ~ (.+)
//
//	GET /chapters/clocks
//	header If-None-Match: ${tag}
//	want status 304
//	want no header Set-Cookie
//
//	POST /run
//	form source:
//		package main
//
//		func main() { println("hello") }
//	want status 200
//
// The right side of ~ and !~ is a regular expression. Where a header comes
// several times, its values are joined by line feeds. A form field is written
// "form name = value" or, over several lines, "form name:" and lines indented
// by one tab; the fields go out URL-encoded. "keep name = … ~ …" keeps what
// the first group matched; ${name} stands for it in every later line of the
// script, inside a regular expression for exactly that text. ${base} is there
// from the start: the server's own address.
//
// Cookies are kept from exchange to exchange as a browser keeps them; a line
// "new reader" in place of an exchange forgets them. Redirects are not
// followed. Compressed bodies are unpacked before they are matched. Every
// exchange must say which status it wants.
package webtest
