// tries: calling methods by name through a template
// outcome: did not compile
// says: import of "text/template" is not allowed

package double

import "text/template"

func Double(n int) int {
	template.New("").Parse("{{.}}")
	return 2 * n
}
