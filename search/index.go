package search

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"regexp"
	"strings"
	"sync"

	_ "github.com/mattn/go-sqlite3" // the "sqlite3" driver, with FTS5 by the build tag sqlite_fts5

	"happensbefore/course"
)

// An Index finds places in the course. The zero value is ready and finds
// nothing until Load; it is safe for concurrent use.
type Index struct {
	mu     sync.RWMutex // held for reading by whoever asks, so that a Load closes nothing under them
	shelf  *shelf
	closed bool
}

// A shelf is one state of the index. It does not change.
type shelf struct {
	db     *sql.DB
	pinned *sql.Conn // a database in memory lives as long as somebody is connected
	words  *vocabulary
	terms  map[string]int64 // rows of the glossary's terms, by their names' stems
	rows   int64
}

// readers are connections that search side by side; more only wait for the
// same processors.
const readers = 4

// Load makes the index anew of what a learner may see. Until it is done the
// old one answers, and it stays if this fails. It returns each chapter's
// symptoms by its slug, with the sections that explain them.
func (x *Index) Load(ctx context.Context, chapters []*course.Chapter, labs []course.Lab) (map[string][]course.Symptom, error) {
	symptoms := map[string][]course.Symptom{}
	// What is awaited with a way to give up costs a goroutine each time.
	next, err := open(context.WithoutCancel(ctx), rowsOf(chapters, labs, symptoms))
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	x.mu.Lock()
	old := x.shelf
	if x.closed {
		old = next
	} else {
		x.shelf = next
	}
	x.mu.Unlock()
	if err := old.close(); err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	return symptoms, nil
}

// Close gives the memory back. The index then finds nothing.
func (x *Index) Close() error {
	x.mu.Lock()
	old := x.shelf
	x.shelf, x.closed = nil, true
	x.mu.Unlock()
	return old.close()
}

// now is the index as it stands. The caller calls done when it has its answer.
func (x *Index) now() (s *shelf, done func()) {
	x.mu.RLock()
	return x.shelf, x.mu.RUnlock
}

// rowsOf are the rows of the whole course, chapters before labs. It notes the
// chapters' symptoms as it comes to them.
func rowsOf(chapters []*course.Chapter, labs []course.Lab, symptoms map[string][]course.Symptom) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		each := func(rows []row, err error) bool {
			if err != nil {
				return yield(row{}, err)
			}
			for _, r := range rows {
				if !yield(r, nil) {
					return false
				}
			}
			return true
		}
		for _, c := range chapters {
			rows, found, err := chapterRows(c)
			symptoms[c.Slug] = found
			if !each(rows, err) {
				return
			}
		}
		for i := range labs {
			if !each(labRows(&labs[i])) {
				return
			}
		}
	}
}

// The tables. Text is kept once, in plain tables, for the excerpts; the
// full-text ones point into them. names is small and holds its rows in the
// order of their weight, so that what is everywhere can be answered from its
// beginning: see wide.
const schema = `
CREATE TABLE rows (id INTEGER PRIMARY KEY, kind TEXT, lab INTEGER, slug TEXT, anchor TEXT, page TEXT, number TEXT, section TEXT,
	title TEXT, heading TEXT, keywords TEXT, text TEXT, code TEXT, around TEXT);
CREATE VIRTUAL TABLE found USING fts5(title, heading, keywords, text, code, around, content='rows', content_rowid='id', tokenize="` + tokenizer + `");
CREATE TABLE named (id INTEGER PRIMARY KEY, row INTEGER, name TEXT);
CREATE VIRTUAL TABLE names USING fts5(name, content='named', content_rowid='id', prefix='1 2 3', tokenize="` + tokenizer + `");
CREATE TABLE passages (id INTEGER PRIMARY KEY, row INTEGER, block INTEGER);
CREATE VIRTUAL TABLE answers USING fts5(heading, text, content='', tokenize="` + tokenizer + `");
CREATE VIRTUAL TABLE stems USING fts5vocab(found, row);
`

const tokenizer = "porter unicode61 remove_diacritics 2"

// open makes a database of the rows, in memory and under a name that is nobody
// else's, so that several connections can read it.
func open(ctx context.Context, rows iter.Seq2[row, error]) (_ *shelf, err error) {
	s := &shelf{terms: map[string]int64{}}
	if s.db, err = sql.Open("sqlite3", "file:/search-"+rand.Text()+"?vfs=memdb&_journal_mode=OFF&_synchronous=OFF"); err != nil {
		return nil, err
	}
	s.db.SetMaxOpenConns(readers)
	s.db.SetMaxIdleConns(readers)
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close())
		}
	}()
	if s.pinned, err = s.db.Conn(ctx); err != nil {
		return nil, err
	}
	if err = s.fill(ctx, rows); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *shelf) close() error {
	if s == nil {
		return nil
	}
	var err error
	if s.pinned != nil {
		err = s.pinned.Close()
	}
	return errors.Join(err, s.db.Close())
}

func (s *shelf) fill(ctx context.Context, rows iter.Seq2[row, error]) error {
	if _, err := s.pinned.ExecContext(ctx, schema); err != nil {
		return err
	}
	tx, err := s.pinned.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after Commit it says so, before it the first error is the one that counts
	words := newWords()
	if err := insert(ctx, tx, rows, words); err != nil {
		return err
	}
	for _, statement := range []string{
		// In the order of weight: the shorter a name, the more a word is of it.
		`INSERT INTO named(row, name) SELECT id, trim(title || ' ' || heading) FROM rows ORDER BY kind IN ('section', 'symptom'), length(title || heading), id`,
		`INSERT INTO names(names) VALUES ('rebuild')`,
		`INSERT INTO found(found) VALUES ('rebuild')`,
		`INSERT INTO found(found, rank) VALUES ('rank', '` + weights + `')`,
		`INSERT INTO found(found) VALUES ('optimize')`,
		`INSERT INTO names(names) VALUES ('optimize')`,
		`INSERT INTO answers(answers) VALUES ('optimize')`,
	} {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM rows`).Scan(&s.rows); err != nil {
		return err
	}
	if s.words, err = words.vocabulary(ctx, tx); err != nil {
		return err
	}
	if err := s.nameTerms(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}

// weights are bm25's, by column: title, heading, keywords, text, code, around.
const weights = `bm25(10.0, 6.0, 3.0, 1.0, 0.1, 0.5)`

func insert(ctx context.Context, tx *sql.Tx, rows iter.Seq2[row, error], words *words) error {
	put, err := tx.PrepareContext(ctx, `INSERT INTO rows(kind, lab, slug, anchor, page, number, section, title, heading, keywords, text, code, around) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)`)
	if err != nil {
		return err
	}
	defer put.Close()
	pass, err := tx.PrepareContext(ctx, `INSERT INTO passages(row, block) VALUES (?,?)`)
	if err != nil {
		return err
	}
	defer pass.Close()
	answer, err := tx.PrepareContext(ctx, `INSERT INTO answers(rowid, heading, text) VALUES (?,?,?)`)
	if err != nil {
		return err
	}
	defer answer.Close()
	for r, err := range rows {
		if err != nil {
			return err
		}
		done, err := put.ExecContext(ctx, r.kind, r.Lab, r.Slug, r.Anchor, r.Page, r.Number, r.Section, r.title, r.heading, r.keywords, r.text, r.code, r.around)
		if err != nil {
			return err
		}
		id, err := done.LastInsertId()
		if err != nil {
			return err
		}
		for _, text := range []string{r.title, r.heading, r.keywords, r.text, r.code} {
			words.add(text)
		}
		heading := strings.TrimSpace(r.title + " " + r.heading + " " + r.around)
		for block, text := range r.passages() {
			done, err := pass.ExecContext(ctx, id, block)
			if err != nil {
				return err
			}
			passage, err := done.LastInsertId()
			if err != nil {
				return err
			}
			if _, err := answer.ExecContext(ctx, passage, heading, text); err != nil {
				return err
			}
		}
	}
	return nil
}

// nameTerms notes each term of the glossary by its name.
func (s *shelf) nameTerms(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, `SELECT id, title, text FROM rows WHERE kind = ?`, course.ATerm)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var title, text string
		if err := rows.Scan(&id, &title, &text); err != nil {
			return err
		}
		s.terms[s.words.name(split(title))] = id
		for _, said := range alsoCalled.FindAllStringSubmatch(text, -1) {
			other := s.words.stemOf(strings.ToLower(said[1]))
			s.words.aliases[other] = append(s.words.aliases[other], strings.Join(split(title), " "))
		}
	}
	return rows.Err()
}

// alsoCalled is how the glossary gives another word for a term.
var alsoCalled = regexp.MustCompile(`(?i)\balso (?:called|known as) (?:an? |the )?(\pL+)\b`)
