package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// pairLab is a folder with a lab of two files.
func pairLab(t testing.TB) string {
	t.Helper()
	dir := doubleLab(t)
	path := filepath.Join(dir, "double.md")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const one = "```go {file=double_test.go role=visible}"
	pair := strings.Replace(string(text), one, "```go {file=half.go role=starter}\npackage double\n\nfunc Half(n int) int { return n }\n```\n\n"+one, 1)
	for _, role := range []string{"role=solution}", "role=wrong name=triples fails=TestOne,TestTwo}"} {
		pair = strings.Replace(pair, "```go {file=double.go "+role, "```go {file=half.go "+role+"\npackage double\n\nfunc Half(n int) int { return n / 2 }\n```\n\n```go {file=double.go "+role, 1)
	}
	if err := os.WriteFile(path, []byte(pair), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// frontText is what the editor in front holds.
const frontText = "document.querySelector('form.workbench .file:not([hidden]) .editor')?.shadowRoot?.querySelector('.cm-content')?.innerText ?? ''"

// openFile brings a file of the workbench to the front.
func (b *browser) openFile(name string) {
	b.t.Helper()
	tab := fmt.Sprintf("[...document.querySelectorAll('[role=tab]')].find((tab) => tab.innerText.includes(%q))", name)
	b.until(tab)
	value[bool](b, tab+".click(), true")
	b.until(tab + ".ariaSelected === 'true'")
}

// typeInto types at the end of a file, key by key.
func (b *browser) typeInto(file, text string) {
	b.t.Helper()
	b.openFile(file)
	value[bool](b, "document.querySelector('form.workbench .file:not([hidden]) .editor').shadowRoot.querySelector('.cm-content').focus(), true")
	b.do(chromedp.KeyEvent(kb.End, chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	b.do(chromedp.KeyEvent(text))
}

// wantDrafts opens the lab and wants what was typed in each file.
func (b *browser) wantDrafts(s *site, typed map[string]string) {
	b.t.Helper()
	b.do(chromedp.Navigate(s.url + "/labs/double"))
	for file, text := range typed {
		b.openFile(file)
		b.until(fmt.Sprintf("(%s).includes(%q)", frontText, text))
	}
}

var typedWords = map[string]string{"double.go": "typed into the first file", "half.go": "typed into the second one"}

func typeDrafts(b *browser, s *site) {
	b.do(chromedp.Navigate(s.url + "/labs/double"))
	b.until("document.querySelectorAll('[role=tab]').length === 3")
	for _, file := range []string{"double.go", "half.go"} {
		b.typeInto(file, "// "+typedWords[file])
	}
}

// TestDraftsSurviveACrashOfTheTab ends the tab's process at once after the last
// key; nothing in the page hears of it.
func TestDraftsSurviveACrashOfTheTab(t *testing.T) {
	s := serveSite(t, t.TempDir(), "--labs", pairLab(t))
	b := openBrowser(t)
	typeDrafts(b, s)
	crashed := make(chan struct{})
	if err := chromedp.Listen(b.ctx, func(event any) {
		if _, ok := event.(*inspector.EventTargetCrashed); ok {
			close(crashed)
		}
	}); err != nil {
		t.Fatal(err)
	}
	go chromedp.Do(b.ctx, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error { //nolint:errcheck // it is never answered
		_, err := cdp.Call(ctx, target, page.Crash, cdp.Empty{})
		return err
	}))
	select {
	case <-crashed:
	case <-time.After(20 * time.Second):
		t.Fatal("the tab has not crashed")
	}
	ctx, closeTab := chromedp.NewContext(b.ctx)
	defer closeTab()
	again := &browser{t: t, ctx: ctx}
	again.wantDrafts(s, typedWords)
}

// TestDraftsSurviveTheEndOfTheBrowser kills every process of the browser within
// a second of the last key, as a machine does that runs out of memory.
func TestDraftsSurviveTheEndOfTheBrowser(t *testing.T) {
	s := serveSite(t, t.TempDir(), "--labs", pairLab(t))
	profile := t.TempDir()
	ownGroup := chromedp.ModifyCmdFunc(func(cmd *exec.Cmd) {
		cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	})
	b := openBrowserFor(t, 2*time.Minute, chromedp.UserDataDir(profile), ownGroup)
	typeDrafts(b, s)
	time.Sleep(500 * time.Millisecond)
	browser := chromedp.FromContext(b.ctx).Browser.Process()
	if err := syscall.Kill(-browser.Pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	b.close()
	again := openBrowserFor(t, 2*time.Minute, chromedp.UserDataDir(profile), ownGroup)
	again.wantDrafts(s, typedWords)

	// What is thrown away stays thrown away.
	value[bool](again, "[...document.querySelectorAll('.workbench .actions button')].find((b) => b.innerText.startsWith('Reset')).click(), true")
	again.openFile("half.go")
	again.until("!(" + frontText + ").includes('typed')")
	time.Sleep(500 * time.Millisecond)
	if err := syscall.Kill(-chromedp.FromContext(again.ctx).Browser.Process().Pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	again.close()
	last := openBrowserFor(t, 2*time.Minute, chromedp.UserDataDir(profile), ownGroup)
	last.do(chromedp.Navigate(s.url + "/labs/double"))
	for file := range typedWords {
		last.openFile(file)
		time.Sleep(time.Second) // a draft may come a little late
		if text := value[string](last, frontText); text == "" || strings.Contains(text, "typed") {
			t.Errorf("%s after a reset: %q", file, text)
		}
	}
	last.close()
}
