package store

import (
	"database/sql"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"happensbefore/course"
)

var update = flag.Bool("update", false, "write schema.sql anew")

func TestSchemaEqualsTheDump(t *testing.T) {
	s := openNew(t)
	got := schema(t, s.write)
	if *update {
		if err := os.WriteFile("schema.sql", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("schema after all migrations (-schema.sql +got; go test ./store -run Schema -update writes it):\n%s", diff)
	}
}

func schema(t *testing.T, db *sql.DB) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("-- The schema after all migrations, for reading; a test keeps it true.\n")
	rows, err := db.QueryContext(t.Context(), `
		select sql from sqlite_schema
		where sql is not null and name not like 'sqlite~_%' escape '~'
		order by tbl_name, type desc, name`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		b.WriteString("\n" + text + ";\n")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Each testdata/version-N.sql is a whole database, schema and rows, as that
// version of the program left it. All hold the same rows, as far as their
// version can, so that one expectation serves.
func TestUpgradeFromEachOldVersion(t *testing.T) {
	dumps, err := filepath.Glob("testdata/version-*.sql")
	if err != nil {
		t.Fatal(err)
	}
	if len(dumps) != len(migrations()) {
		t.Fatalf("%d dumps for %d migrations: add testdata/version-%d.sql", len(dumps), len(migrations()), len(migrations()))
	}
	for _, dump := range dumps {
		t.Run(filepath.Base(dump), func(t *testing.T) {
			path := tempPath(t)
			load(t, path, dump)
			s := openAt(t, path)

			fresh := openNew(t)
			if diff := cmp.Diff(schema(t, fresh.write), schema(t, s.write)); diff != "" {
				t.Errorf("schema of an upgraded file (-new +upgraded):\n%s", diff)
			}

			learner, err := s.LearnerByToken(t.Context(), "the token of the learner with id 3")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(course.Learner{ID: 3, At: noon}, learner); diff != "" {
				t.Errorf("learner (-want +got):\n%s", diff)
			}
			progress, err := s.Progress(t.Context(), 3)
			if err != nil {
				t.Fatal(err)
			}
			wantProgress := course.Progress{
				Read:      map[string]time.Time{"clocks": noon.Add(time.Second)},
				Standings: map[string]course.Standing{"lamport-clock": {Lab: "lamport-clock", Attempts: 1, Best: 1, Failures: map[string]int{"TestMax": 1}}},
			}
			if diff := cmp.Diff(wantProgress, progress); diff != "" {
				t.Errorf("progress (-want +got):\n%s", diff)
			}
			list, err := s.Submissions(t.Context(), 3, "lamport-clock")
			if err != nil {
				t.Fatal(err)
			}
			wantList := []course.Submission{
				{ID: 12, Learner: 3, Lab: "lamport-clock", Files: files("package second"), At: noon.Add(9 * time.Second)},
				{ID: 7, Learner: 3, Lab: "lamport-clock", Files: files("package first"), At: noon.Add(2 * time.Second), Verdict: &course.Verdict{
					Outcome: course.Failed,
					Says:    "One check failed.",
					Checks: []course.CheckResult{
						{Test: "TestTick", Says: "time moves", Outcome: course.Passed, Passed: true, Points: 1, Seeds: 1},
						{Test: "TestMax", Says: "time never goes back", Outcome: course.Failed, Points: 2, Message: "got 8, want 13", Seed: 4, Failed: 1, Seeds: 1},
					},
					Score: 1, MaxScore: 3, Engine: "interpreted", Elapsed: 18 * time.Millisecond,
				}},
			}
			if diff := cmp.Diff(wantList, list); diff != "" {
				t.Errorf("submissions (-want +got):\n%s", diff)
			}

			var wantDisagreements []course.Disagreement
			if filepath.Base(dump) != "version-1.sql" { // which had no place for any
				wantDisagreements = []course.Disagreement{{
					Submission:  wantList[1],
					Interpreted: course.Verdict{Outcome: course.Passed, Score: 3, MaxScore: 3, Engine: "interpreted"},
					Compiled:    course.Verdict{Outcome: course.Failed, Score: 1, MaxScore: 3, Engine: "compiled"},
					At:          noon.Add(2015 * time.Millisecond),
				}}
			}
			disagreements, err := s.Disagreements(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(wantDisagreements, disagreements); diff != "" {
				t.Errorf("disagreements (-want +got):\n%s", diff)
			}

			var wantAnswers []course.Answer
			var wantChoices []course.Choice
			var wantRecalls []course.Recall
			if filepath.Base(dump) >= "version-3.sql" {
				wantAnswers = []course.Answer{
					{ID: 2, Version: 1, Chapter: "clocks", Question: "Who wins a tie?", Text: "The node with the larger id.", At: noon.Add(10 * time.Second), Changed: noon.Add(10 * time.Second), Earlier: true},
					{ID: 5, Version: 4, Chapter: "clocks", Question: "Who wins a tie?", Text: "Nobody: both are kept.", At: noon.Add(20 * time.Second), Changed: noon.Add(21 * time.Second)},
				}
				wantChoices = []course.Choice{
					{Chapter: "clocks", Question: "key-of-q1", Given: "2", At: noon.Add(30 * time.Second)},
					{Chapter: "clocks", Question: "key-of-q2", Given: "10.4", Right: true, At: noon.Add(31 * time.Second)},
				}
				wantRecalls = []course.Recall{{Chapter: "clocks", Question: "key-of-q1", Box: 1, Due: noon.Add(4*24*time.Hour + 30*time.Second)}}
			}
			answers, err := s.Journal(t.Context(), 3)
			if err != nil {
				t.Fatal(err)
			}
			choices, err := s.Choices(t.Context(), 3)
			if err != nil {
				t.Fatal(err)
			}
			recalls, err := s.Recalls(t.Context(), 3)
			if err != nil {
				t.Fatal(err)
			}
			var wantNotes []course.Note
			if filepath.Base(dump) >= "version-5.sql" {
				wantNotes = []course.Note{{ID: 6, Version: 2, Chapter: "clocks", Text: "Which clock?", At: noon.Add(40 * time.Second), Changed: noon.Add(41 * time.Second),
					Quote: course.Quote{Section: "the-scene", Exact: "node A", Prefix: "At 12:00:00.103 ", Suffix: " wrote.", At: 26}}}
			}
			notes, err := s.Notes(t.Context(), 3, "")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(wantNotes, notes); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(wantAnswers, answers) + cmp.Diff(wantChoices, choices) + cmp.Diff(wantRecalls, recalls); diff != "" {
				t.Errorf("journal, choices and recalls (-want +got):\n%s", diff)
			}
			publication, err := s.Publish(t.Context(), map[string][32]byte{"/chapters/clocks": {7}})
			if err != nil {
				t.Fatal(err)
			}
			clocks := course.Published{Since: noon, Changed: noon.Add(3 * time.Second)}
			if old := filepath.Base(dump) < "version-4.sql"; old != (publication.Pages["/chapters/clocks"] != clocks) {
				t.Errorf("publication: %+v, want %+v of a version that had one", publication, clocks)
			}

			var wantPlaces []course.Place
			if filepath.Base(dump) >= "version-6.sql" {
				wantPlaces = []course.Place{{Chapter: "clocks", Section: "the-scene", Words: "At 12:00", Device: "phone", At: noon.Add(40 * time.Second)}}
			}
			places, err := s.Places(t.Context(), 3)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(wantPlaces, places); diff != "" {
				t.Errorf("places (-want +got):\n%s", diff)
			}

			again, err := s.CreateSubmission(t.Context(), 3, "lamport-clock", "key-2", files("package second"))
			if err != nil || again.ID != 12 {
				t.Errorf("the old key again = submission %d, %v; want 12", again.ID, err)
			}
			// Submission 40 was deleted by hand; its address must not be reused.
			next, err := s.CreateSubmission(t.Context(), 3, "lamport-clock", "key-3", files("package third"))
			if err != nil || next.ID != 41 {
				t.Errorf("the next submission = %d, %v; want 41", next.ID, err)
			}
		})
	}
}

func TestFailedMigrationLeavesTheVersionBefore(t *testing.T) {
	path := tempPath(t)
	s := openAt(t, path)
	learner := newGuest(t, s)
	before := schema(t, s.write)

	next := len(migrations()) + 1
	bad := append(migrations(), migration{next, "bad.sql", `create table half (x); insert into nowhere values (1);`})
	if broken, err := open(t.Context(), path, bad); err == nil {
		broken.Close()
		t.Fatal("a broken migration was accepted")
	} else if !strings.Contains(err.Error(), "bad.sql") {
		t.Errorf("error %q does not name the migration", err)
	}
	if diff := cmp.Diff(before, schema(t, s.write)); diff != "" {
		t.Errorf("schema after a failed migration (-before +after):\n%s", diff)
	}

	good := append(migrations(), migration{next, "good.sql", `alter table learner add column email text not null default ''`})
	mended, err := open(t.Context(), path, good)
	if err != nil {
		t.Fatal(err)
	}
	defer mended.Close()
	if err := mended.MarkRead(t.Context(), learner, "clocks"); err != nil {
		t.Errorf("the learner from before the migration: %v", err)
	}
}

func TestNewerSchemaIsRefusedUntouched(t *testing.T) {
	path := tempPath(t)
	newer := append(migrations(), migration{len(migrations()) + 1, "future.sql", `create table future (x)`})
	s, err := open(t.Context(), path, newer)
	if err != nil {
		t.Fatal(err)
	}
	want := schema(t, s.write)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	if old, err := Open(t.Context(), path); err == nil {
		old.Close()
		t.Fatal("an older program opened a newer file")
	} else if !strings.Contains(err.Error(), "newer") {
		t.Errorf("error %q does not say what to do", err)
	}

	s, err = open(t.Context(), path, newer)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if diff := cmp.Diff(want, schema(t, s.write)); diff != "" {
		t.Errorf("schema after the refusal (-before +after):\n%s", diff)
	}
}

func load(t *testing.T, path, dump string) {
	t.Helper()
	text, err := os.ReadFile(dump)
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", dsn(path, map[string][]string{"_journal_mode": {"WAL"}}))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), string(text)); err != nil {
		t.Fatalf("%s: %v", dump, err)
	}
}
