package page

import (
	"fmt"
	"slices"
	"strings"

	"happensbefore/grader/allowed"
	"happensbefore/grader/compiled/dump"
	"happensbefore/grader/compiled/source"
)

// A Plan is how a job becomes a program: files to write, and calls of Go's
// tools, in an empty folder that the archives lie beside.
type Plan struct {
	Files   map[string]string `json:"files"` // by path from the folder on
	Steps   []Step            `json:"steps"`
	Program string            `json:"program"` // the path that the last step writes
	Args    []string          `json:"args"`    // the program's, its name first
	Env     []string          `json:"env"`     // the program's
}

// A Step is a call of a tool, "compile" or "link".
type Step struct {
	Tool string   `json:"tool"`
	Args []string `json:"args"`
}

// The folders that the page has the tools see.
const (
	Folder   = "/job"
	Archives = "/archives"
)

// SynctestPackage is what tests mean by testing/synctest.
const SynctestPackage = "happensbefore/grader/compiled/inside/synctest"

// Packages are those that the page's archives are made of, with all that they
// import.
func Packages() []string {
	return append(append(learnersPackages(), allowed.TestPackages()...), SynctestPackage, source.InsidePackage)
}

func learnersPackages() []string {
	return append(append(allowed.Packages(), source.SimPackages()...), source.LimitsPackage)
}

// ArchiveFile is where the archive of a package lies in the archives' folder.
func ArchiveFile(pkg string) string { return strings.ReplaceAll(pkg, "/", "-") + ".a" }

// gcPercent lets a program's heap grow to three times what is in use: most end
// before a collection pays.
const gcPercent = 200

// Plan is how the page builds a program that runs the named checks of the job;
// all of them where none is named. The job must have passed its check. The
// linker finds its configuration among the archives.
func (j Job) Plan(tests ...string) (Plan, error) {
	job := j.Wire(tests...)
	pkg, found, err := source.Look(job.Files)
	if err != nil {
		return Plan{}, fmt.Errorf("page: %w", err)
	}
	if len(found) > 0 {
		return Plan{}, fmt.Errorf("page: %s", found[0].Message)
	}
	p := Plan{Files: map[string]string{}, Program: "program.wasm", Args: []string{"program"},
		Env: []string{fmt.Sprintf("GOGC=%d", gcPercent), fmt.Sprintf("GOMEMLIMIT=%d", job.Limits.Memory), "TZ="}}
	p.Files["limits/limits.go"] = string(source.WithLimits(pkg))
	learners := []string{"limits/limits.go"}
	for _, f := range job.Files {
		p.Files[dump.Folder+f.Name] = string(f.Source)
		learners = append(learners, dump.Folder+f.Name)
	}
	open := source.SimConfig() + config(learnersPackages())
	if len(job.Tests) == 0 {
		p.compile("main", open, learners)
		p.link("")
		return p, nil
	}
	p.compile("lab", open, learners)
	var files, names []string
	for _, f := range job.Tests {
		text, tests, err := source.AsMain(f)
		if err != nil {
			return Plan{}, fmt.Errorf("page: %w", err)
		}
		p.Files["tests/"+f.Name] = string(text)
		files, names = append(files, "tests/"+f.Name), append(names, tests...)
	}
	p.Files["main/main.go"] = string(source.Main(names))
	p.compile("main", source.SimConfig()+"importmap testing/synctest="+SynctestPackage+"\n"+
		config(Packages())+"packagefile lab=lab.a\n", append(files, "main/main.go"), "-l")
	p.link("packagefile lab=lab.a\n")
	p.Args = append(p.Args, job.Limits.Wall.String())
	for _, c := range job.Checks {
		p.Args = append(p.Args, fmt.Sprintf("%s=%d", c.Test, c.Seeds))
	}
	return p, nil
}

// config is a configuration of imports, with the archives of packages.
func config(packages []string) string {
	var b strings.Builder
	for _, pkg := range packages {
		fmt.Fprintf(&b, "packagefile %s=%s/%s\n", pkg, Archives, ArchiveFile(pkg))
	}
	return b.String()
}

func (p *Plan) compile(pkg, config string, files []string, flags ...string) {
	file := pkg + ".importcfg"
	p.Files[file] = config
	args := slices.Concat([]string{"-dwarf=false", "-lang=go1.26", "-complete", "-c=1"}, flags,
		[]string{"-p=" + pkg, "-trimpath=" + Folder + "=>", "-importcfg=" + file, "-pack", "-o=" + pkg + ".a"})
	p.Steps = append(p.Steps, Step{Tool: "compile", Args: append(args, files...)})
}

// LinkConfig is the name of the linker's configuration among the archives.
const LinkConfig = "link.importcfg"

// link has the page append more to the linker's configuration.
func (p *Plan) link(more string) {
	p.Files[LinkConfig] = more
	p.Steps = append(p.Steps, Step{Tool: "link", Args: []string{"-buildmode=exe", "-s", "-w",
		"-importcfg=" + LinkConfig, "-o=" + p.Program, "main.a"}})
}
