// Package templates owns how the course looks in HTML: the pages, the
// fragments that scripts put into them, and the view models both are drawn from.
//
// It imports course (and trace, where it draws) and no other room. A view model
// holds what a page shows and nothing that a page must not show: hidden tests
// never get here, and hints that are still closed are left out of the HTML, not
// hidden by a style.
//
// Everything a learner typed is escaped. The HTML fields of course (a chapter's
// text, a lab's task, hints, questions) come sanitised from the rooms that made
// them and are written as they are. No page holds an inline script or style, so
// that the Content-Security-Policy can refuse them all.
//
// Pages link to these addresses beside the plain ones of the route table:
//
//	/labs/{slug}?from={id}   the lab with the files of the learner's submission {id} in the editor
//	/labs#{slug}             one lab in the list
//	/chapters/{slug}#{id}    a section
//
// A browser sends a textarea with CRLF line ends; the receiver undoes that.
package templates
