package frontend

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/scanner"
	"regexp"
	"strings"
	"sync"

	"happensbefore/grader/frontend/gosyntax"
)

// parse returns the file's syntax, or nil where it has mistakes, which it
// reports: as the compiler's own parser words them, with a hint where people
// who come from other languages are known to stumble.
func (c *checker) parse(f File) *ast.File {
	if line := tooDeep(f.Source); line > 0 {
		c.found = append(c.found, Diagnostic{File: f.Name, Line: line, Column: 1, Message: "this is nested deeper than anybody can read; take it apart"})
		return nil
	}
	whole := c.compilersSyntax(f)
	file, err := parser.ParseFile(c.fset, f.Name, f.Source, parser.ParseComments|parser.SkipObjectResolution|parser.AllErrors)
	if err == nil && whole {
		return file
	}
	if list, ok := err.(scanner.ErrorList); ok && whole {
		// The compiler finds these when it checks types.
		list.RemoveMultiples()
		for _, e := range list {
			c.found = append(c.found, Diagnostic{File: f.Name, Line: e.Pos.Line, Column: e.Pos.Column, Message: e.Msg})
		}
	}
	return nil
}

// compilersSyntax reports what the compiler's parser says. It returns false
// where the file is not worth looking at any further.
func (c *checker) compilersSyntax(f File) (whole bool) {
	lines := strings.Split(string(f.Source), "\n")
	last := 0 // the line of the last syntax error: the compiler tells one a line
	whole = true
	report := func(err error) {
		e := err.(gosyntax.Error) // all that the parser reports
		if !misplaced.MatchString(e.Msg) {
			whole = false
		}
		line := int(e.Pos.Line())
		if strings.HasPrefix(e.Msg, "syntax error") {
			if line == last {
				return
			}
			last = line
		}
		d := Diagnostic{File: f.Name, Line: max(line, 1), Column: max(int(e.Pos.Col()), 1), Message: e.Msg}
		if line >= 1 && line <= len(lines) {
			d.Message += hint(e.Msg, lines[:line])
		}
		c.found = append(c.found, d)
	}
	base := gosyntax.NewFileBase(f.Name)
	gosyntax.Parse(base, bytes.NewReader(f.Source), report, nil, gosyntax.CheckBranches) //nolint:errcheck // report has had every error
	return whole
}

// misplaced are the compiler's messages on labels and branches. It goes on to
// check types after them.
var misplaced = regexp.MustCompile(`^(label |(break|continue|goto|fallthrough) )`)

// branchMessage are go/types' messages on the same, in other words.
var branchMessage = regexp.MustCompile(`^(label \S+ (declared and not used|already declared|not declared)|invalid (break|continue) label|(break|continue) not in |goto \S+ jumps )`)

// Deeper than this nobody nests by hand. Parsers and checkers call themselves
// for each level, and each level costs them some hundred bytes of stack.
const maxNesting = 500

// tooDeep is the line where the source is nested too deep, or where one
// expression goes on for too long; 0 if nowhere.
func tooDeep(source []byte) int {
	line, depth, run := 1, 0, 0
	for i := 0; i < len(source); i++ {
		switch b := source[i]; b {
		case '\n':
			line++
			run = 0
			continue
		case '(', '[', '{':
			depth++
			run++
		case ')', ']', '}':
			depth--
		case '*', '&', '!', '-', '+', '^', '|', '/', '%', '<', '>', '=', '.', '~':
			run++
		case ';':
			run = 0
		case '"', '\'', '`':
			i = stringEnd(source, i, &line)
		}
		if depth > maxNesting || run > 4*maxNesting {
			return line
		}
	}
	return 0
}

// stringEnd is where the literal that starts at i ends.
func stringEnd(source []byte, i int, line *int) int {
	quote := source[i]
	for j := i + 1; j < len(source); j++ {
		switch {
		case source[j] == quote:
			return j
		case source[j] == '\\' && quote != '`':
			j++
		case source[j] == '\n' && quote != '`':
			return j - 1 // not terminated; the parser will say so
		case source[j] == '\n':
			*line++
		}
	}
	return len(source)
}

// A stumble is a mistake that people bring along from other languages.
type stumble struct {
	message *regexp.Regexp // what the compiler says
	line    *regexp.Regexp // the line it says it of
	hint    string
}

// stumbles are compiled at the first mistake: most submissions have none.
var stumbles = sync.OnceValue(func() []stumble {
	r := regexp.MustCompile
	return []stumble{
		{r(`.`), r(`^\s*while\b`), "Go has no while; a for with a condition is one"},
		{r(`.`), r(`^\s*(try\b|\}?\s*catch\b)`), "Go has no exceptions to catch; functions return an error"},
		{r(`.`), r(`^\s*def\b`), "a function begins with func, and its body stands in braces"},
		{r(`.`), r(`=>`), "a function without a name is func(x int) int { return x + 1 }"},
		{r(`U\+003F`), r(`.`), "Go has no ?: operator; use if and else"},
		{r(`U\+20(18|19|1C|1D)`), r(`.`), `these are typographic quotes; Go's are " and '`},
		{r(`U\+201[234]`), r(`.`), "this is a dash; minus is -"},
		{r(`unexpected keyword else`), r(`.`), "else stands on the line of the brace before it: } else {"},
		{r(`unexpected (newline|semicolon or newline)(, expected| before) \{`), r(`.`), "the opening brace stands at the end of this line, not on the next"},
		{r(`unexpected newline in (composite literal|argument list)`), r(`.`), "over several lines, the last element has a comma too"},
		{r(`unexpected :=, expected \)`), r(`^\s*for\s*\(`), "for has no parentheses around its clauses"},
		{r(`unexpected (\+\+|--)`), r(`.`), "x++ is a statement of its own, written behind the variable"},
		{r(`unexpected name`), r(`^\s*(for\s+)?(u?int\d*|string|bool|float\d*|byte|rune|char|double|let|const|auto)\s`), "the name comes before its type, as in var x int; or leave the type out: x := 1"},
		{r(`unexpected :=, expected =`), r(`^\s*var\b`), "either var x = 1 or x := 1"},
		{r(`cannot use .* as value`), r(`.`), "== compares"},
		{r(`expected \{|unexpected :`), r(`:\s*$`), "a block stands in braces, without a colon"},
		{r(`unexpected EOF, expected \}`), r(`.`), "somewhere above, a { is never closed"},
		{r(`non-declaration statement outside function body`), r(`:=`), "outside of functions it is var x = 1"},
		{r(`non-declaration statement outside function body`), r(`^\s*\}`), "the function has ended above; is this a brace too many?"},
		{r(`^newline in string`), r(`.`), "the closing quote is missing; a string over several lines stands in backquotes"},
		{r(`^more than one character in rune literal`), r(`.`), `single quotes are for one character; a string stands in "`},
		{r(`unexpected comma`), r(`,\s*$`), "the fields of a struct stand on lines of their own, without commas"},
		{r(`unexpected name \S+, expected \(`), r(`^\s*func\b`), "inside a function, a function is a value: f := func() { … }"},
	}
})

// hint is what helps with a message on the last of lines, or nothing.
func hint(message string, lines []string) string {
	last := lines[len(lines)-1]
	for _, s := range stumbles() {
		if s.message.MatchString(message) && s.line.MatchString(last) {
			return " (" + s.hint + ")"
		}
	}
	return ""
}
