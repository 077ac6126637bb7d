package edition

import (
	"archive/zip"
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"path"
	"strings"
	"time"

	"happensbefore/templates"
)

// EPUBType is the media type of an EPUB.
const EPUBType = "application/epub+zip"

// oldest is the first moment that a ZIP file can tell.
var oldest = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

//go:embed epub.css
var epubStyle string

// The folder of the book inside the ZIP file, and the files in it that are not
// chapters.
const (
	folder      = "book/"
	packageFile = "package.opf"
	navFile     = "nav.xhtml"
	coverFile   = "cover.svg"
	coverPage   = "cover.xhtml"
	imprintPage = "imprint.xhtml"
	styleFile   = "style.css"
)

// A resource is one file of an EPUB.
type resource struct {
	id, name, kind string
	properties     string
	spine          bool // it is read in its turn
	text           string
}

const xhtmlType = "application/xhtml+xml"

// EPUB is the book as an EPUB 3.
func (v *Volume) EPUB(ctx context.Context) ([]byte, error) {
	list := []resource{
		{id: "cover-image", name: coverFile, kind: "image/svg+xml", properties: "cover-image", text: v.cover()},
		{id: "style", name: styleFile, kind: "text/css", text: epubStyle},
		{id: "cover", name: coverPage, kind: xhtmlType, spine: true, text: xhtml(v.title, "", `<div class="cover" epub:type="cover"><img src="`+coverFile+`" alt="`+escaped(v.title, escapeValue)+`"/></div>`)},
		{id: "nav", name: navFile, kind: xhtmlType, properties: "nav", spine: true, text: v.nav()},
	}
	for _, p := range v.parts {
		for _, c := range p.chapters {
			r, err := v.chapterFile(c)
			if err != nil {
				return nil, err
			}
			list = append(list, r)
		}
	}
	imprint, err := v.imprint(ctx)
	if err != nil {
		return nil, err
	}
	list = append(list, resource{id: "imprint", name: imprintPage, kind: xhtmlType, spine: true, text: imprint})

	var b bytes.Buffer
	z := zip.NewWriter(&b)
	// A reading system looks for the media type at a fixed place of the file:
	// first, bare, and with nothing said about it.
	if err := write(z, &zip.FileHeader{Name: "mimetype", Method: zip.Store}, EPUBType); err != nil {
		return nil, err
	}
	if err := v.add(z, "META-INF/container.xml", container); err != nil {
		return nil, err
	}
	if err := v.add(z, folder+packageFile, v.packageDocument(list)); err != nil {
		return nil, err
	}
	for _, r := range list {
		if err := v.add(z, folder+r.name, r.text); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("edition: zip: %w", err)
	}
	return b.Bytes(), nil
}

func (v *Volume) add(z *zip.Writer, name, text string) error {
	return write(z, &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: v.modified()}, text)
}

func write(z *zip.Writer, h *zip.FileHeader, text string) error {
	w, err := z.CreateHeader(h)
	if err == nil {
		_, err = w.Write([]byte(text))
	}
	if err != nil {
		return fmt.Errorf("edition: zip: %s: %w", h.Name, err)
	}
	return nil
}

// modified is when the text last changed, as far as a ZIP file can tell.
func (v *Volume) modified() time.Time {
	if v.changed.Before(oldest) {
		return oldest
	}
	return v.changed.Truncate(2 * time.Second) // as finely as a ZIP file tells it
}

const container = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="` + folder + packageFile + `" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`

// identifier names the book, not its state: a reading device replaces an older
// one by a newer one and keeps the reader's place.
func (v *Volume) identifier() string {
	return Name("happensbefore edition\n" + v.site + "\n" + v.title)
}

func (v *Volume) packageDocument(list []resource) string {
	var b strings.Builder
	text := func(s string) string { return escaped(s, escapeText) }
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
    <dc:identifier id="id">` + v.identifier() + `</dc:identifier>
    <dc:title>` + text(v.title) + `</dc:title>
    <dc:language>en</dc:language>
    <dc:rights>Text and labs under CC BY 4.0, code under the MIT licence</dc:rights>
`)
	if v.site != "" {
		b.WriteString("    <dc:source>" + text(v.site) + "</dc:source>\n")
	}
	b.WriteString(`    <meta property="dcterms:modified">` + v.modified().Format("2006-01-02T15:04:05Z") + `</meta>
    <meta property="schema:accessMode">textual</meta>
    <meta property="schema:accessMode">visual</meta>
    <meta property="schema:accessModeSufficient">textual</meta>
    <meta property="schema:accessibilityFeature">alternativeText</meta>
    <meta property="schema:accessibilityFeature">tableOfContents</meta>
    <meta property="schema:accessibilityFeature">structuralNavigation</meta>
    <meta property="schema:accessibilityHazard">none</meta>
    <meta property="schema:accessibilitySummary">Diagrams are drawn and told in words. Nothing in the book moves or makes a sound.</meta>
  </metadata>
  <manifest>
`)
	for _, r := range list {
		b.WriteString(`    <item id="` + r.id + `" href="` + r.name + `" media-type="` + r.kind + `"`)
		if r.properties != "" {
			b.WriteString(` properties="` + r.properties + `"`)
		}
		b.WriteString("/>\n")
	}
	b.WriteString("  </manifest>\n  <spine>\n")
	for _, r := range list {
		if r.spine {
			b.WriteString(`    <itemref idref="` + r.id + "\"/>\n")
		}
	}
	b.WriteString("  </spine>\n</package>\n")
	return b.String()
}

// xhtml is a page of an EPUB. Up leads from its folder to the book's.
func xhtml(title, up, body string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>` + escaped(title, escapeText) + `</title><link rel="stylesheet" type="text/css" href="` + up + styleFile + `"/></head>
<body>` + body + `</body>
</html>
`
}

func (v *Volume) chapterFile(c *chapter) (resource, error) {
	f := &fitter{volume: v, chapter: c, away: v.away, inside: func(to *chapter, id string) string {
		if to == c {
			return "#" + id
		}
		return path.Base(to.file) + "#" + id
	}}
	nodes, err := f.fit()
	if err != nil {
		return resource{}, err
	}
	var w writer
	for _, n := range nodes {
		w.node(n)
	}
	r := resource{id: c.id, name: c.file, kind: xhtmlType, spine: true,
		text: xhtml(c.Title, "../", `<section id="`+c.id+`" class="chapter" epub:type="chapter">`+w.String()+`</section>`)}
	if w.drawings {
		r.properties = "svg"
	}
	return r, nil
}

// nav is the table of contents, for the reading system and for the reader.
func (v *Volume) nav() string {
	var b strings.Builder
	text := func(s string) string { return escaped(s, escapeText) }
	entries := func(p part) {
		b.WriteString("<ol>")
		for _, c := range p.chapters {
			title := c.Title
			if c.Number != "" {
				title = c.Number + " " + title
			}
			b.WriteString(`<li><a href="` + c.file + `">` + text(title) + `</a>`)
			first := true
			for _, s := range c.Sections {
				if s.Level != 2 || c.ids[s.ID] == "" {
					continue
				}
				if first {
					b.WriteString("<ol>")
					first = false
				}
				b.WriteString(`<li><a href="` + c.file + "#" + c.ids[s.ID] + `">` + text(s.Title) + `</a></li>`)
			}
			if !first {
				b.WriteString("</ol>")
			}
			b.WriteString("</li>")
		}
		b.WriteString("</ol>")
	}
	b.WriteString(`<nav epub:type="toc" id="toc" role="doc-toc" aria-labelledby="toc-title"><h1 id="toc-title">Contents</h1><ol>`)
	for _, p := range v.parts {
		title := p.title
		if title == "" {
			title = v.title
		}
		b.WriteString("<li><span>" + text(title) + "</span>")
		entries(p)
		b.WriteString("</li>")
	}
	b.WriteString(`<li><a href="` + imprintPage + `">This edition</a></li></ol></nav>`)
	b.WriteString(`<nav epub:type="landmarks" id="landmarks" hidden="hidden"><h2>Landmarks</h2><ol><li><a epub:type="toc" href="` + navFile + `">Contents</a></li>`)
	if len(v.parts) > 0 {
		b.WriteString(`<li><a epub:type="bodymatter" href="` + v.parts[0].chapters[0].file + `">Start of the text</a></li>`)
	}
	b.WriteString("</ol></nav>")
	return xhtml("Contents", "", b.String())
}

func (v *Volume) imprint(ctx context.Context) (string, error) {
	var b strings.Builder
	if err := templates.Imprint(v.site).Render(ctx, &b); err != nil {
		return "", fmt.Errorf("edition: imprint: %w", err)
	}
	nodes, err := parse(b.String())
	if err != nil {
		return "", fmt.Errorf("edition: imprint: %w", err)
	}
	var w writer
	for _, n := range nodes {
		w.node(n)
	}
	return xhtml("This edition", "", `<section epub:type="colophon"><h1>This edition</h1><p>Text and labs under <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>, code under the MIT licence.</p>`+w.String()+`</section>`), nil
}
