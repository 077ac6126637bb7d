package main

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"happensbefore/content"
	"happensbefore/labs"
)

// A desk is a checkout that somebody edits, and the preview that serves it.
type desk struct {
	t    testing.TB
	dir  string
	url  string
	said chan string // on the terminal, line by line
}

// courseDesk is a desk with the course's own book and labs on it.
func courseDesk(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "content"), content.FS); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(dir, "labs"), labs.FS); err != nil {
		t.Fatal(err)
	}
	return dir
}

// previewAt starts the preview in a folder, as its author would.
func previewAt(t testing.TB, dir string, command func(ctx context.Context, args ...string) *exec.Cmd) *desk {
	t.Helper()
	cmd := command(context.WithoutCancel(t.Context()), "preview", "--addr", "127.0.0.1:0")
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, dir: dir, said: make(chan string, 10_000)}
	listening := make(chan string, 1)
	go func() {
		defer close(d.said)
		lines := bufio.NewScanner(stdout)
		for lines.Scan() {
			if url, ok := strings.CutPrefix(lines.Text(), "preview at "); ok {
				listening <- url
			}
			d.said <- lines.Text()
		}
	}()
	t.Cleanup(func() {
		cmd.Process.Signal(syscall.SIGTERM) //nolint:errcheck // Wait tells
		if err := cmd.Wait(); err != nil {
			t.Errorf("preview: %v", err)
		}
	})
	select {
	case d.url = <-listening:
	case <-time.After(30 * time.Second):
		t.Fatal("the preview did not listen within 30 s")
	}
	d.terminal("loaded in")
	return d
}

// terminal waits for a line with the words.
func (d *desk) terminal(words string) {
	d.t.Helper()
	deadline := time.After(10 * time.Second)
	for {
		select {
		case line := <-d.said:
			if strings.Contains(line, words) {
				return
			}
		case <-deadline:
			d.t.Fatalf("the terminal never said %q", words)
		}
	}
}

func (d *desk) read(name string) string {
	d.t.Helper()
	text, err := os.ReadFile(filepath.Join(d.dir, name))
	if err != nil {
		d.t.Fatal(err)
	}
	return string(text)
}

// write writes the file in place.
func (d *desk) write(name, text string) {
	d.t.Helper()
	path := filepath.Join(d.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		d.t.Fatal(err)
	}
}

// swap writes another file and renames it, as many editors save.
func (d *desk) swap(name, text string) {
	d.t.Helper()
	d.write(name+"~", text)
	if err := os.Rename(filepath.Join(d.dir, name+"~"), filepath.Join(d.dir, name)); err != nil {
		d.t.Fatal(err)
	}
}

// edit replaces words of a file, which must stand in it.
func (d *desk) edit(name, old, text string) {
	d.t.Helper()
	before := d.read(name)
	if !strings.Contains(before, old) {
		d.t.Fatalf("%s has no %q", name, old)
	}
	d.swap(name, strings.Replace(before, old, text, 1))
}

// watchFor has the page remember when the words were first drawn in it.
func (b *browser) watchFor(words string) {
	b.t.Helper()
	value[bool](b, fmt.Sprintf(`(() => {
		window.drawn = new Promise((resolve) => {
			const look = () => document.querySelector("main").textContent.includes(%q);
			const watch = new MutationObserver(() => {
				if (!look()) return;
				watch.disconnect();
				requestAnimationFrame(() => setTimeout(() => resolve(performance.timeOrigin + performance.now()), 0));
			});
			watch.observe(document.body, {subtree: true, childList: true, characterData: true});
		});
		return true;
	})()`, words))
}

// drawnAfter is how long after begin that was.
func (b *browser) drawnAfter(begin time.Time) time.Duration {
	b.t.Helper()
	at := value[float64](b, "window.drawn")
	return time.Duration((at - float64(begin.UnixMicro())/1000) * float64(time.Millisecond))
}

func TestPreviewShowsWhatIsSaved(t *testing.T) {
	d := previewAt(t, courseDesk(t), func(ctx context.Context, args ...string) *exec.Cmd { return program(ctx, t, args...) })
	b := openBrowser(t)
	b.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(d.url+"/chapters/clocks"))
	value[bool](b, collectErrors)
	b.until("document.querySelector('figure.example .actions')")
	const clocks = "content/chapters/clocks.md"
	whole := d.read(clocks)

	t.Run("a sentence, with the place and the rest of the page kept", func(t *testing.T) {
		value[bool](b, `scrollTo({top: 700, behavior: "instant"}), document.querySelector("figure.example").marked = true`)
		for i, save := range []func(name, text string){d.swap, d.write} {
			words := fmt.Sprintf("Turnips keep no time, %d.", i)
			b.watchFor(words)
			begin := time.Now()
			save(clocks, strings.Replace(whole, "\n## ", "\n"+words+"\n\n## ", 1))
			t.Logf("from saving to the screen: %s", b.drawnAfter(begin))
		}
		if y := value[float64](b, "scrollY"); y < 600 || y > 900 {
			t.Errorf("the page was at 700 and is at %v", y)
		}
		if !value[bool](b, `document.querySelector("figure.example").marked === true`) {
			t.Error("an example that did not change was replaced")
		}
		d.swap(clocks, whole)
		b.until(`!document.querySelector("main").textContent.includes("Turnips")`)
	})

	t.Run("an example that changed runs", func(t *testing.T) {
		d.edit(clocks, "package main\n", "package main\n\n// Turnips.\n")
		b.until(`document.querySelector("figure.example textarea").value.includes("Turnips") && document.querySelector("figure.example .actions")`)
		d.swap(clocks, whole)
		b.until(`!document.querySelector("figure.example textarea").value.includes("Turnips")`)
	})

	t.Run("what is wrong with a chapter, by file and line", func(t *testing.T) {
		d.swap(clocks, whole+"\n```trace\nnot a trace\n```\n")
		line := strings.Count(whole, "\n") + 3
		b.until(fmt.Sprintf(`document.querySelector(".problems")?.innerText.includes("content/chapters/clocks.md:%d")`, line))
		d.terminal(fmt.Sprintf("content/chapters/clocks.md:%d", line))
		d.swap(clocks, strings.Replace(whole, "summary:", "sumary:", 1)+"\n[There](nowhere.md)\n")
		b.until(`document.querySelector(".problems")?.innerText.includes("did you mean “summary:”?") && document.querySelector(".problems").innerText.includes("nowhere.md")`)
		d.swap(clocks, whole)
		b.until(`!document.querySelector(".problems")`)
	})

	t.Run("a new chapter in a new folder", func(t *testing.T) {
		d.write("content/more/turnips.md", "They grow.\n")
		d.edit("content/SUMMARY.md", "- [Time and clocks]", "- [Turnips](more/turnips.md)\n- [Time and clocks]")
		b.until(`document.querySelector("#outline a[href='/chapters/more.turnips']")`)
		b.do(chromedp.Navigate(d.url + "/chapters/more.turnips"))
		b.until(`document.querySelector(".prose").innerText.includes("They grow.")`)
		b.until(`document.readyState === "complete"`)
		d.write("content/more/turnips.md", "They grow fast.\n")
		b.until(`document.querySelector(".prose").innerText.includes("They grow fast.")`)
	})

	t.Run("a broken outline, and the book as it was", func(t *testing.T) {
		outline := d.read("content/SUMMARY.md")
		d.swap("content/SUMMARY.md", "Not an outline.\n")
		b.until(`document.querySelector("[data-faults]")?.innerText.includes("content/SUMMARY.md:1")`)
		if !value[bool](b, `!!document.querySelector("#outline a[href='/chapters/more.turnips']")`) {
			t.Error("the outline is gone")
		}
		d.write("content/more/turnips.md", "They grow all the same.\n")
		b.until(`document.querySelector(".prose").innerText.includes("all the same")`)
		d.swap("content/SUMMARY.md", outline)
		b.until(`document.querySelector("[data-faults]")?.innerText === ""`)
	})

	t.Run("a lab's text, and its starter", func(t *testing.T) {
		b.do(chromedp.Navigate(d.url + "/labs/lamport-clock"))
		b.until("document.querySelector('form.workbench .editor')?.shadowRoot?.querySelector('.cm-content')")
		value[bool](b, `document.querySelector("form.workbench").marked = true`)
		text := d.read("labs/lamport-clock.md")
		head, rest, _ := strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n")
		d.swap("labs/lamport-clock.md", "---\n"+head+"\n---\nMind the turnips.\n\n"+rest)
		b.until(`document.querySelector(".task").innerText.includes("Mind the turnips.")`)
		if !value[bool](b, `document.querySelector("form.workbench").marked === true`) {
			t.Error("the editor was replaced")
		}
		d.edit("labs/lamport-clock.md", "role=starter}\n", "role=starter}\n// Turnips begin here.\n")
		b.until(`document.querySelector("template[data-starter]")?.innerHTML.includes("Turnips begin here.")`)
	})
	if said := value[[]string](b, "window.complaints ?? []"); len(said) > 0 {
		t.Errorf("the page complains: %q", said)
	}
}

func TestPreviewWantsAFolderToServe(t *testing.T) {
	cmd := program(t.Context(), t, "preview")
	cmd.Dir = t.TempDir()
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState.ExitCode() != statusUsage || !strings.Contains(string(out), "name the book's with --content") {
		t.Errorf("%v: %s", err, out)
	}
}

// A server that is no preview has nothing of it.
func TestServeHasNoLiveReload(t *testing.T) {
	s := serveSite(t, t.TempDir())
	s.get(t, "/preview/changes", http.StatusNotFound)
	if page := s.get(t, "/chapters/clocks", http.StatusOK); strings.Contains(page, "/static/preview") {
		t.Error("a page loads the preview's script")
	}
}
