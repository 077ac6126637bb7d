package search

import "strings"

// Text is everything that the index holds, with the line ends of code.
func (x *Index) Text() string {
	rows, err := x.shelf.db.Query(`SELECT title || ' ' || heading || ' ' || keywords || ' ' || text || ' ' || code FROM rows`)
	if err != nil {
		return err.Error()
	}
	defer rows.Close()
	var b strings.Builder
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return err.Error()
		}
		b.WriteString(text + "\n")
	}
	return b.String()
}
