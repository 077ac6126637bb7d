package markdown

import (
	"net/url"
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// A Link is one from this text to a page of the course. Whether the page and
// the anchor exist, only the loader of the whole book can say.
type Link struct {
	Line   int
	As     string // as its author wrote it
	Path   string // of the file it leads to, from where problems' file names start; empty for this same file
	Lab    bool   // the file is a lab
	Slug   string // of the chapter or lab; empty for this same file
	Anchor string
}

// An Image is a picture of the course's own.
type Image struct {
	Line int
	Path string // from where problems' file names start
}

// links checks every link and image and points those to the course's Markdown
// files to the pages that are made of them.
func (p *page) links(doc ast.Node) {
	for _, n := range all[*ast.Link](doc) {
		if to, ok := p.link(n, string(n.Destination)); ok {
			n.Destination = []byte(to)
		}
	}
	for _, n := range all[*ast.Image](doc) {
		p.image(n)
	}
}

func (p *page) link(n ast.Node, as string) (to string, ok bool) {
	u, err := url.Parse(as)
	if err != nil {
		p.problem(n, "correct the address", "the link %q is not an address", as)
		return "", false
	}
	switch {
	case u.Scheme == "http", u.Scheme == "https", u.Scheme == "mailto":
		return "", false
	case u.Scheme != "" || u.Host != "":
		p.problem(n, "use https, or the path of a .md file", "a link to %q is not allowed", as)
		return "", false
	case as == "":
		p.problem(n, "write the address between the parentheses", "the link leads nowhere")
		return "", false
	}
	l := Link{Line: p.line(offset(n)), As: as, Anchor: u.Fragment}
	switch {
	case u.Path == "":
	case strings.HasPrefix(u.Path, "/chapters/"), strings.HasPrefix(u.Path, "/labs/"):
		p.problem(n, "write the path of its .md file, which can be checked", "the link %q is to an address", as)
		return "", false
	case strings.HasPrefix(u.Path, "/"):
		return "", false // an address of the site, such as /symptoms
	case path.Ext(u.Path) != ".md":
		p.problem(n, "link to a .md file, to an address of the site such as /symptoms, or by https", "the link %q leads to no page", as)
		return "", false
	default:
		l.Path = path.Join(path.Dir(p.file), u.Path)
		l.Slug = p.slug(l.Path)
		if l.Lab = path.Base(path.Dir(l.Path)) == "labs"; l.Lab {
			l.Slug = strings.TrimSuffix(path.Base(l.Path), ".md")
		}
	}
	p.out.Links = append(p.out.Links, l)
	if l.Slug == "" {
		return "", false
	}
	to = "/chapters/" + l.Slug
	if l.Lab {
		to = "/labs/" + l.Slug
	}
	if l.Anchor != "" {
		to += "#" + u.EscapedFragment()
	}
	return to, true
}

func (p *page) image(n *ast.Image) {
	src := string(n.Destination)
	if strings.TrimSpace(p.plain(n)) == "" {
		p.problem(n, "say between the brackets what it shows: ![…]("+src+")", "the image %q has no text for readers who do not see it", src)
	}
	u, err := url.Parse(src)
	if err != nil || u.Scheme != "" || u.Host != "" || strings.HasPrefix(u.Path, "/") {
		p.problem(n, "keep the picture beside the chapter, or draw it with a trace or goat fence", "the image %q is not the course's own and would not be loaded", src)
		return
	}
	p.out.Images = append(p.out.Images, Image{Line: p.line(offset(n)), Path: path.Join(path.Dir(p.file), u.Path)})
}
