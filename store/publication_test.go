package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"happensbefore/course"
)

func TestAPageChangesWhenItsWordsDo(t *testing.T) {
	s := openNew(t)
	first, second := [32]byte{1}, [32]byte{2}
	publish := func(pages map[string][32]byte) course.Publication {
		t.Helper()
		p, err := s.Publish(t.Context(), pages)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	at := func(seconds int) time.Time { return noon.Add(time.Duration(seconds) * time.Second) }

	before := publish(map[string][32]byte{"/chapters/clocks": first, "/labs/saga": first})
	again := publish(map[string][32]byte{"/chapters/clocks": first, "/labs/saga": first})
	if diff := cmp.Diff(before, again); diff != "" {
		t.Errorf("the same words gave other dates (-before +again):\n%s", diff)
	}
	if len(before.ID) != 32 {
		t.Errorf("the publication is called %q", before.ID)
	}

	// Away for a while, and back with the same words.
	publish(map[string][32]byte{"/labs/saga": first})
	after := publish(map[string][32]byte{"/chapters/clocks": first, "/labs/saga": second, "/chapters/new": first})
	want := map[string]course.Published{
		"/chapters/clocks": {Since: at(1), Changed: at(1)},
		"/labs/saga":       {Since: at(1), Changed: at(4)},
		"/chapters/new":    {Since: at(4), Changed: at(4)},
	}
	if diff := cmp.Diff(want, after.Pages); diff != "" || after.ID != before.ID {
		t.Errorf("publication %s, then %s (-want +got):\n%s", before.ID, after.ID, diff)
	}
}

func TestEveryDatabaseNamesItsPublicationItself(t *testing.T) {
	one, err := openNew(t).Publish(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if other, err := openNew(t).Publish(t.Context(), nil); err != nil || one.ID == other.ID {
		t.Errorf("two databases are called %q and %q, %v", one.ID, other.ID, err)
	}
}
