// Package edition makes one document of the whole book: a page to print, and an
// EPUB 3 for reading devices. Both hold the same chapters, composed by the
// templates of paper and refitted here: ids that are unique, links that stay
// inside, and nothing that waits for a network or a script.
//
// The same book gives the same bytes.
package edition
