package main

import (
	"testing"
	"time"

	"happensbefore/course"
	"happensbefore/labs"
	"happensbefore/static"
)

// BenchmarkPage is what the page's engines cost in a real browser: the bytes to
// the first answer, the time until they are ready, and the time from the press
// of a key to the answer for each lab.
func BenchmarkPage(b *testing.B) {
	assets, err := static.Open()
	if err != nil {
		b.Fatal(err)
	}
	size := func(names ...string) float64 {
		sum := 0
		for _, name := range names {
			file, ok := assets.File(assets.URL(name))
			if !ok {
				b.Fatalf("there is no %s", name)
			}
			sum += len(file.Brotli)
		}
		return float64(sum) / 1e6
	}
	s := serveSite(b, b.TempDir())
	b.Run("ready", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			p := pageEngine{openBrowser(b)}
			p.visit(s)
			b.StartTimer()
			p.start()
		}
		b.ReportMetric(size("engine.js", "engine-worker.js", "wasm_exec.js", "engine.wasm"), "MB")
	})
	b.Run("compiler", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			p := pageEngine{openBrowser(b)}
			p.visit(s)
			p.start()
			b.StartTimer()
			value[bool](p.browser, "engine.prepare()")
		}
		b.ReportMetric(size("compile.wasm", "link.wasm", "archives.bin"), "MB")
	})
	p := openEngines(b, s, 10*time.Minute)
	value[bool](p.browser, "engine.prepare()")
	shelf, _ := labs.Load(labs.FS, "labs")
	for _, engine := range []string{"interpreted", "compiled"} {
		for _, listed := range shelf.Labs() {
			lab, err := shelf.Secret(listed.Slug)
			if err != nil {
				b.Fatal(err)
			}
			b.Run(engine+"/"+lab.Slug, func(b *testing.B) {
				p := pageEngine{&browser{t: b, ctx: p.ctx}}
				for b.Loop() {
					b.StopTimer()
					value[bool](p.browser, "engine.ready().then(() => true)") // as after a pause of the reader's
					b.StartTimer()
					if a := p.run(pageLab(lab, lab.Solutions[0].Files), engine); a.Verdict.Outcome != course.Passed {
						b.Fatalf("%+v", a)
					}
				}
			})
		}
	}
}
