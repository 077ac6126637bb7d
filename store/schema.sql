-- The schema after all migrations, for reading; a test keeps it true.

CREATE TABLE answer (
	id       integer primary key autoincrement,
	learner  integer not null references learner on delete cascade,
	version  integer not null, -- grows with every change
	chapter  text    not null, -- slug
	question text    not null, -- as it was asked
	body     text    not null,
	at       integer not null, -- when it was begun
	changed  integer not null, -- when it was last changed
	earlier  integer not null check (earlier in (0, 1))
) strict;

CREATE INDEX answer_of_learner on answer (learner, id);

CREATE UNIQUE INDEX answer_open on answer (learner, chapter, question) where earlier = 0;

CREATE TABLE choice (
	learner  integer not null references learner on delete cascade,
	chapter  text    not null, -- slug
	question text    not null, -- course.Question's key
	given    text    not null, -- an option's number, or the number that was typed; empty: looked up
	correct  integer not null check (correct in (0, 1)),
	at       integer not null,
	primary key (learner, chapter, question)
) strict, without rowid;

CREATE TABLE disagreement (
	submission  integer primary key references submission,
	at          integer not null,
	interpreted text    not null check (json_valid(interpreted)), -- course.Verdict
	compiled    text    not null check (json_valid(compiled))     -- course.Verdict
) strict;

CREATE TABLE failure (
	submission integer not null references submission,
	test       text    not null,
	primary key (submission, test)
) strict, without rowid;

CREATE TABLE handover (
	hash    blob    primary key check (length(hash) = 32), -- SHA-256 of the secret
	learner integer not null unique references learner on delete cascade,
	expires integer not null
) strict, without rowid;

CREATE TABLE learner (
	id   integer primary key autoincrement,
	name text    not null, -- empty for a guest
	at   integer not null
) strict;

CREATE TABLE note (
	id       integer primary key autoincrement,
	learner  integer not null references learner on delete cascade,
	version  integer not null, -- grows with every change
	chapter  text    not null, -- slug
	section  text    not null, -- anchor of the heading that the passage stood under; empty above the first
	exact    text    not null, -- the passage
	prefix   text    not null, -- what stood before it
	suffix   text    not null, -- and behind it
	position integer not null check (position >= 0), -- where it began, in characters
	whole    integer not null check (whole in (0, 1)), -- about its whole paragraph
	body     text    not null, -- empty: a highlight alone
	at       integer not null,
	changed  integer not null
) strict;

CREATE INDEX note_of_learner on note (learner, chapter, id);

CREATE TABLE page (
	path    text    primary key, -- "/chapters/clocks"
	words   blob    not null check (length(words) = 32), -- SHA-256 of what it says
	since   integer not null,    -- when it was first there
	changed integer not null     -- when it last said something else than before
) strict, without rowid;

CREATE TABLE place (
	learner integer not null references learner on delete cascade,
	chapter text    not null, -- slug
	section text    not null, -- id of the heading
	words   text    not null, -- with which the paragraph begins
	device  text    not null, -- whose place it is
	at      integer not null,
	primary key (learner, chapter)
) strict, without rowid;

CREATE TABLE publication (
	id text not null check (length(id) = 32)
) strict;

CREATE TABLE reading (
	learner integer not null references learner,
	chapter text    not null, -- slug
	at      integer not null, -- when first marked as read
	primary key (learner, chapter)
) strict, without rowid;

CREATE TABLE recall (
	learner  integer not null references learner on delete cascade,
	chapter  text    not null, -- slug
	question text    not null, -- course.Question's key
	box      integer not null check (box >= 0),
	due      integer not null,
	primary key (learner, chapter, question)
) strict, without rowid;

CREATE TABLE submission (
	id        integer primary key autoincrement,
	learner   integer not null references learner,
	lab       text    not null, -- slug
	key       text    not null, -- idempotency key, chosen by the page
	at        integer not null,
	graded_at integer,          -- null until graded, like the rest up to verdict
	outcome   text,             -- name of the course.Outcome
	score     integer,
	max_score integer,
	engine    text,
	files     text    not null check (json_valid(files)),   -- [{"name", "source"}]
	verdict   text    check (json_valid(verdict)),          -- course.Verdict
	unique (learner, key),
	check ((verdict is null) = (graded_at is null) and (verdict is null) = (outcome   is null)
	   and (verdict is null) = (score     is null) and (verdict is null) = (max_score is null)
	   and (verdict is null) = (engine    is null)),
	check (score between 0 and max_score)
) strict;

CREATE INDEX submission_of_learner on submission (learner, lab, id);

CREATE INDEX submission_pending on submission (id) where verdict is null;

CREATE TABLE token (
	hash    blob    primary key check (length(hash) = 32), -- SHA-256 of the token
	learner integer not null references learner,
	at      integer not null
) strict, without rowid;

CREATE INDEX token_learner on token (learner);
