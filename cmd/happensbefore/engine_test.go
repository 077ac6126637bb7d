package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"happensbefore/course"
	"happensbefore/labs"
	"happensbefore/static"
)

// every thins out what is compiled in the browser, for a test in a hurry.
var every = flag.Int("every", 1, "compile one in so many programs of the agreement corpus in the browser")

// A pageEngine is the engines of a page in a real browser.
type pageEngine struct{ *browser }

// What the page sends its engines; contract.ts has it in TypeScript.
type (
	pageFile struct {
		Name   string `json:"name"`
		Source string `json:"source"`
	}
	pageCheck struct {
		Test   string `json:"test"`
		Says   string `json:"says"`
		Points int    `json:"points"`
		Seeds  int    `json:"seeds"`
	}
	pageLimits struct {
		Wall   int64 `json:"wallMilliseconds"`
		Memory int64 `json:"memoryBytes"`
		Output int64 `json:"outputBytes"`
	}
	pageJob struct {
		Files  []pageFile  `json:"files"`
		Tests  []pageFile  `json:"tests"`
		Checks []pageCheck `json:"checks"`
		Limits pageLimits  `json:"limits"`
	}
	pageAnswer struct {
		Engine  string         `json:"engine"`
		Elapsed float64        `json:"elapsed"`
		Verdict course.Verdict `json:"verdict"`
		Fault   string         `json:"fault"` // what run rejected with
	}
)

// openEngines opens the engines on a lab's page, as its script does.
func openEngines(t testing.TB, s *site, patience time.Duration) pageEngine {
	t.Helper()
	p := pageEngine{openBrowserFor(t, patience)}
	p.visit(s)
	p.start()
	t.Cleanup(func() {
		if t.Failed() {
			return
		}
		if said := value[[]string](p.browser, "window.complaints ?? []"); len(said) > 0 {
			t.Errorf("the page complains: %q", said)
		}
	})
	return p
}

func (p pageEngine) visit(s *site) {
	p.t.Helper()
	p.do(chromedp.Navigate(s.url + "/labs/lamport-clock"))
}

func (p pageEngine) start() {
	p.t.Helper()
	assets, err := static.Open()
	if err != nil {
		p.t.Fatal(err)
	}
	value[bool](p.browser, collectErrors)
	value[bool](p.browser, fmt.Sprintf(`import(%q).then(async (m) => {
		window.openAnother = () => m.openEngine({worker: %q, engine: %q, wasmExec: %q, compiler: %q});
		window.engine = openAnother();
		await engine.ready();
		return true;
	})`, assets.URL("engine.js"), assets.URL("engine-worker.js"), assets.URL("engine.wasm"), assets.URL("wasm_exec.js"), assets.URL("compiler.json")))
}

// of is the same engines for a part of the test.
func (p pageEngine) of(t *testing.T) pageEngine {
	return pageEngine{&browser{t: t, ctx: p.ctx}}
}

// run has the engine do a job; only names one engine, or none.
func (p pageEngine) run(job pageJob, only string) pageAnswer {
	p.t.Helper()
	text, err := json.Marshal(job)
	if err != nil {
		p.t.Fatal(err)
	}
	options := "{}"
	if only != "" {
		options = fmt.Sprintf("{engine: %q}", only)
	}
	var a pageAnswer
	answer := value[string](p.browser, fmt.Sprintf(`engine.run(%s, %s).then(JSON.stringify, (fault) => JSON.stringify({fault: String(fault)}))`, text, options))
	if err := json.Unmarshal([]byte(answer), &a); err != nil {
		p.t.Fatalf("%v: %s", err, answer)
	}
	return a
}

func pageProgram(source string) pageJob {
	return pageJob{Files: []pageFile{{"main.go", source}}, Tests: []pageFile{}, Checks: []pageCheck{}, Limits: patient(course.DefaultLimits())}
}

func pageLab(lab *labs.Lab, files []course.File) pageJob {
	job := pageJob{Limits: patient(lab.Limits)}
	for _, f := range files {
		job.Files = append(job.Files, pageFile(f))
	}
	for _, f := range lab.Hidden {
		job.Tests = append(job.Tests, pageFile(f))
	}
	for _, c := range lab.Checks {
		job.Checks = append(job.Checks, pageCheck{c.Test, c.Says, c.Points, c.Seeds})
	}
	return job
}

// patient gives a job the time of a machine that does other things as well.
func patient(l course.Limits) pageLimits {
	return pageLimits{Wall: 6 * l.Wall.Milliseconds(), Memory: l.Memory, Output: l.Output}
}

// TestLabsInTheBrowser holds every lab's solutions and one wrong solution, with
// the hidden tests that a browser never has, to the same as on the server.
func TestLabsInTheBrowser(t *testing.T) {
	shelf, _ := labs.Load(labs.FS, "labs")
	s := serveSite(t, t.TempDir())
	p := openEngines(t, s, 10*time.Minute)
	for _, listed := range shelf.Labs() {
		lab, err := shelf.Secret(listed.Slug)
		if err != nil {
			t.Fatal(err)
		}
		for _, engine := range []string{"interpreted", "compiled"} {
			for i, v := range lab.Solutions {
				if engine == "compiled" && i > 0 {
					break
				}
				t.Run(engine+"/"+lab.Slug+"/"+v.Name, func(t *testing.T) {
					t.Parallel()
					a := p.of(t).run(pageLab(lab, v.Files), engine)
					if a.Fault != "" || a.Verdict.Outcome != course.Passed || a.Verdict.Score != lab.MaxScore() {
						t.Errorf("%s %s: %s, score %d: %+v", a.Fault, a.Verdict.Outcome, a.Verdict.Says, a.Verdict.Score, a.Verdict)
					}
					t.Logf("%.0f ms, of these %.0f running", a.Elapsed, float64(a.Verdict.Elapsed)/1e6)
				})
			}
			for _, w := range lab.Wrong[:1] {
				t.Run(engine+"/"+lab.Slug+"/"+w.Name, func(t *testing.T) {
					t.Parallel()
					a := p.of(t).run(pageLab(lab, w.Files), engine)
					var failed []string
					for _, c := range a.Verdict.Checks {
						if !c.Passed {
							failed = append(failed, c.Test)
						}
					}
					want := slices.Clone(w.Fails)
					slices.Sort(want)
					slices.Sort(failed)
					if a.Fault != "" || !slices.Equal(failed, want) {
						t.Errorf("%s it fails %v, want %v: %+v", a.Fault, failed, want, a.Verdict)
					}
				})
			}
		}
	}
}

// An agreed is a program of the agreement corpus, and what the go command makes
// of it.
type agreed struct {
	name   string
	status int
	prints string
}

// agreement is the corpus, with the page's job for each program.
func agreement(t *testing.T) (programs []agreed, jobs []pageJob) {
	t.Helper()
	names, err := filepath.Glob("../../grader/testdata/agreement/*.go")
	if err != nil || len(names) == 0 {
		t.Fatal("no programs", err)
	}
	for _, name := range names {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		golden, err := os.ReadFile(strings.TrimSuffix(name, ".go") + ".golden")
		if err != nil {
			t.Fatal(err)
		}
		first, prints, _ := strings.Cut(string(golden), "\n")
		status, err := strconv.Atoi(first)
		if err != nil {
			t.Fatal(err)
		}
		programs = append(programs, agreed{filepath.Base(name), status, prints})
		jobs = append(jobs, pageProgram(string(source)))
	}
	return programs, jobs
}

// TestTheBrowsersProgramsDoWhatTheGoCommandMakesThemDo runs the agreement
// corpus in one page, as far as each engine takes it: two programs at a time,
// without a reload between them.
func TestTheBrowsersProgramsDoWhatTheGoCommandMakesThemDo(t *testing.T) {
	programs, jobs := agreement(t)
	p := openEngines(t, serveSite(t, t.TempDir()), 25*time.Minute)
	text, err := json.Marshal(jobs)
	if err != nil {
		t.Fatal(err)
	}
	answers := value[string](p.browser, fmt.Sprintf(`(async () => {
		const jobs = %s, every = %d, answers = jobs.map(() => ({}));
		let next = 0;
		const run = async (lane, i, engine) => {
			const answer = await lane.run(jobs[i], {engine}).catch((fault) => ({fault: String(fault)}));
			answers[i][engine] = answer;
			return answer.verdict?.outcome !== "did not compile"; // the other would be asked the same
		};
		const drive = async (lane) => {
			await lane.prepare();
			for (let i = next++; i < jobs.length; i = next++) {
				if (await run(lane, i, "interpreted") && i %% every === 0) await run(lane, i, "compiled");
			}
		};
		await Promise.all([engine, openAnother()].map(drive));
		return JSON.stringify(answers);
	})()`, text, *every))
	var all []map[string]pageAnswer
	if err := json.Unmarshal([]byte(answers), &all); err != nil || len(all) != len(programs) {
		t.Fatalf("%d answers: %v", len(all), err)
	}
	count := map[string]int{}
	for i, program := range programs {
		for engine, a := range all[i] {
			v := a.Verdict
			switch {
			case engine == "interpreted" && v.Outcome == course.DidNotCompile:
				count["refused"]++
			case engine == "interpreted" && v.Outcome == course.Ungraded && a.Fault == "":
				count["interpreted: leaves it to the compiler"]++
			case a.Fault != "" || (v.Outcome == course.Passed) != (program.status == 0) || v.Output != program.prints:
				t.Errorf("%s, %s: %s %s: %s; the go command: status %d\n%s", program.name, engine, a.Fault, v.Outcome, v.Says, program.status, cmp.Diff(program.prints, v.Output))
			default:
				count[engine+": agrees"]++
			}
		}
	}
	t.Logf("%d programs: %v", len(programs), count)
}

// TestStop ends a program that would never end, by either engine, and the next
// run is answered.
func TestStop(t *testing.T) {
	p := openEngines(t, serveSite(t, t.TempDir()), 5*time.Minute)
	for engine, loop := range map[string]string{
		"interpreted": "package main\n\nimport \"fmt\"\n\nfunc main() {\n\tfmt.Println(\"on\")\n\tfor {\n\t}\n}\n",
		"compiled":    "package main\n\nimport \"fmt\"\n\nfunc main() {\n\tfmt.Println(\"on\")\n\tfor i := 0; ; i++ {\n\t}\n}\n",
	} {
		text, err := json.Marshal(pageProgram(loop))
		if err != nil {
			t.Fatal(err)
		}
		ended := value[float64](p.browser, fmt.Sprintf(`new Promise((resolve) => {
			const stop = new AbortController();
			let asked = 0;
			engine.run(%s, {engine: %q, signal: stop.signal, onProgress: ({output}) => {
				if (output === "on\n") setTimeout(() => { asked = performance.now(); stop.abort(); }, 100);
			}}).then(() => resolve(-1), (fault) => resolve(fault.name === "AbortError" ? performance.now() - asked : -2));
		})`, text, engine))
		if ended < 0 || ended > 100 {
			t.Errorf("%s: stopped after %.1f ms; negative: not at all", engine, ended)
		}
		a := p.run(pageProgram("package main\n\nfunc main() { nothing() }\n\nfunc nothing() {}\n"), engine)
		if a.Fault != "" || a.Verdict.Outcome != course.Passed {
			t.Errorf("%s: the run after: %+v", engine, a)
		}
	}
}

// comesTrue waits for an expression that may itself wait.
func (p pageEngine) comesTrue(expression string) {
	p.t.Helper()
	if !value[bool](p.browser, fmt.Sprintf(`(async () => {
		for (let i = 0; i < 600; i++) {
			if (%s) return true;
			await new Promise((later) => setTimeout(later, 100));
		}
		return false;
	})()`, expression)) {
		p.t.Fatalf("never true in the page: %s", expression)
	}
}

// TestWithoutANetwork reloads a lab's page after the server is gone, and runs by
// either engine.
func TestWithoutANetwork(t *testing.T) {
	s := serveSite(t, t.TempDir())
	p := openEngines(t, s, 5*time.Minute)
	value[bool](p.browser, "engine.prepare()")
	p.until(`navigator.serviceWorker.controller !== null`)
	kept := func(name string) string {
		return fmt.Sprintf("(await (await caches.open('files')).keys()).some(({url}) => url.includes('/static/%s-'))", name)
	}
	for _, name := range []string{"engine", "engine-worker", "archives", "compile", "link", "lab", "site"} {
		p.comesTrue(kept(name))
	}
	p.comesTrue(`await caches.match(location.href, {ignoreVary: true, cacheName: "pages"}) !== undefined`)
	s.kill()
	p.do(chromedp.Reload())
	p.start()
	for _, engine := range []string{"interpreted", "compiled"} {
		a := p.run(pageProgram("package main\n\nimport \"fmt\"\n\nfunc main() {\n\tfmt.Println(\"alone\")\n}\n"), engine)
		if a.Fault != "" || a.Verdict.Output != "alone\n" {
			t.Errorf("%s: %+v", engine, a)
		}
	}
}

// TestTheBrowsersLimits ends what goes beyond its limits, in the server's words.
func TestTheBrowsersLimits(t *testing.T) {
	p := openEngines(t, serveSite(t, t.TempDir()), 5*time.Minute)
	const (
		hog     = "package main\n\nvar kept [][]byte\n\nfunc main() {\n\tfor {\n\t\tkept = append(kept, make([]byte, 1<<20))\n\t}\n}\n"
		chatter = "package main\n\nimport \"fmt\"\n\nfunc main() {\n\tfor {\n\t\tfmt.Println(\"chatter\")\n\t}\n}\n"
		stuck   = "package main\n\nfunc main() {\n\tc := make(chan int)\n\t<-c\n}\n"
		nothing = "package main\n\nfunc main() {\n\tvar p *int\n\t*p = 1\n}\n"
		endless = "package main\n\nfunc main() {\n\tfor {\n\t}\n}\n"
	)
	for _, tt := range []struct {
		name, source string
		want         course.Outcome
	}{
		{"too much memory", hog, course.OverMemory},
		{"too much output", chatter, course.TooMuchOutput},
		{"a deadlock", stuck, course.Deadlocked},
		{"a nil pointer", nothing, course.Panicked},
		{"a loop without end", endless, course.TimedOut},
	} {
		for _, engine := range []string{"interpreted", "compiled"} {
			t.Run(engine+"/"+tt.name, func(t *testing.T) {
				job := pageProgram(tt.source)
				if tt.want == course.TimedOut {
					job.Limits.Wall = 1500
				}
				a := p.run(job, engine)
				if a.Fault != "" || a.Verdict.Outcome != tt.want || a.Verdict.Engine != engine {
					t.Errorf("%s %s: %s, want %s", a.Fault, a.Verdict.Outcome, a.Verdict.Says, tt.want)
				}
			})
		}
	}
}

// TestWhatOnlyTheCompilerRefusesIsToldInThePage gives the page a program that
// the front end has nothing against.
func TestWhatOnlyTheCompilerRefusesIsToldInThePage(t *testing.T) {
	p := openEngines(t, serveSite(t, t.TempDir()), 5*time.Minute)
	value[bool](p.browser, "engine.prepare()")
	a := p.run(pageProgram("package main\n\nvar big [1 << 40]byte\n\nfunc main() {\n\tbig[5] = 1\n\tprintln(big[3])\n}\n"), "")
	if a.Fault != "" || a.Engine != "compiled" || a.Verdict.Outcome != course.DidNotCompile || len(a.Verdict.Diagnostics) != 1 {
		t.Fatalf("%+v", a)
	}
	if d := a.Verdict.Diagnostics[0]; d.File != "main.go" || d.Line == 0 || !strings.Contains(d.Message, "too large") {
		t.Errorf("%+v", d)
	}
}
