package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"happensbefore/content"
	"happensbefore/edition"
	"happensbefore/static"
)

// formats are what export makes, by the end of a file's name.
var formats = []string{"pdf", "epub", "html"}

func export(ctx context.Context, args []string, env environment) error {
	flags := newFlags("export", env)
	var site siteAddress
	format := flags.String("format", "", "pdf, epub or html; default what the name of the file ends in")
	out := flags.String("out", "", "the file to write; one that is there already is replaced once the new one is whole")
	contentDir := flags.String("content", "", "folder of the book; empty: the one inside the program")
	labsDir := flags.String("labs", "", "folder of the labs; empty: those inside the program")
	flags.Var(&site, "url", "where the course is served, as https://course.example.org: links to the labs lead there; without it they are plain text")
	if done, err := parse(flags, args, env); done || err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return usage("export: takes no arguments, only flags; %q is one too many", flags.Arg(0))
	}
	if *out == "" {
		return usage("export: say where to: --out book.pdf")
	}
	if *format == "" {
		*format = strings.TrimPrefix(filepath.Ext(*out), ".")
	}
	if !slices.Contains(formats, *format) {
		return usage("export: there is no format %q: give --format pdf, epub or html, or a file with such an ending", *format)
	}

	b, s, problems := both(*contentDir, *labsDir)
	for _, p := range problems {
		fmt.Fprintln(env.stderr, p)
	}
	if chapters(b) == 0 {
		return &exitError{statusNo, fmt.Sprintf("export: there is no chapter to export in the book %s", orEmbedded(*contentDir))}
	}
	changed, err := lastChange(*contentDir)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	v, err := edition.Bind(ctx, edition.Source{Outline: b.Outline(), Chapters: b.Chapters(), Labs: s.Labs(), Site: site.String(), Changed: changed})
	if err != nil {
		return err
	}
	made, err := exported(ctx, v, *format, filepath.Dir(*out))
	if err != nil {
		return err
	}
	if err := replace(*out, made); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	_, err = fmt.Fprintf(env.stdout, "%s: %d chapters, %d KB\n", *out, chapters(b), (len(made)+999)/1000)
	return err
}

// exported is the book in a format. What a PDF is made by may write to a folder
// of its own in dir.
func exported(ctx context.Context, v *edition.Volume, format, dir string) ([]byte, error) {
	if format == "epub" {
		return v.EPUB(ctx)
	}
	style, err := wholeStyle()
	if err != nil {
		return nil, err
	}
	if format == "pdf" {
		return printed(ctx, v, style, dir)
	}
	return v.File(ctx, style, func(string) int { return 0 })
}

var fontAddress = regexp.MustCompile(`url\("?[./]*([^)"/]+\.woff2)"?\)`)

// wholeStyle is what the pages' style sheets say, with the fonts inside, for a
// file that has nothing beside it.
func wholeStyle() (string, error) {
	assets, err := static.Open()
	if err != nil {
		return "", fmt.Errorf("export: %w", err)
	}
	var b strings.Builder
	for _, name := range []string{"site.css", "book.css"} {
		file, ok := assets.File(assets.URL(name))
		if !ok {
			return "", fmt.Errorf("export: the program carries no %s", name)
		}
		b.Write(file.Identity)
	}
	var missing error
	style := fontAddress.ReplaceAllStringFunc(b.String(), func(address string) string {
		name := fontAddress.FindStringSubmatch(address)[1]
		font, ok := assets.File(static.Prefix + name)
		if !ok {
			missing = errors.Join(missing, fmt.Errorf("export: the program carries no font %s", name))
		}
		return "url(data:font/woff2;base64," + base64.StdEncoding.EncodeToString(font.Identity) + ")"
	})
	return style, missing
}

// lastChange is when the newest file of the book was written; of the book
// inside the program, when the program's source was committed.
func lastChange(dir string) (newest time.Time, err error) {
	if dir == "" {
		if info, ok := debug.ReadBuildInfo(); ok {
			for _, s := range info.Settings {
				if s.Key == "vcs.time" {
					newest, _ = time.Parse(time.RFC3339, s.Value) // or the zero time, as without it
				}
			}
		}
		return newest, nil
	}
	fsys, _ := folder(dir, content.FS, "content")
	err = fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".md" {
			return err
		}
		info, err := d.Info()
		if err == nil && info.ModTime().After(newest) {
			newest = info.ModTime()
		}
		return err
	})
	return newest, err
}

// replace puts the bytes in the file's place, whole or not at all.
func replace(path string, bytes []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".new-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	_, err = f.Write(bytes)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
