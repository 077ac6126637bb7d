-- The schema after all migrations, for reading; a test keeps it true.

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

CREATE TABLE learner (
	id   integer primary key autoincrement,
	name text    not null, -- empty for a guest
	at   integer not null
) strict;

CREATE TABLE reading (
	learner integer not null references learner,
	chapter text    not null, -- slug
	at      integer not null, -- when first marked as read
	primary key (learner, chapter)
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
