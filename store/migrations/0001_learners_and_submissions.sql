-- Times are milliseconds since 1970, UTC. Ids stand in addresses, so those of
-- learners and submissions are never given out twice (autoincrement).

create table learner (
	id   integer primary key autoincrement,
	name text    not null, -- empty for a guest
	at   integer not null
) strict;

-- What a learner's browser holds as its cookie. Only the hash is here: who
-- reads this table cannot act as anybody in it.
create table token (
	hash    blob    primary key check (length(hash) = 32), -- SHA-256 of the token
	learner integer not null references learner,
	at      integer not null
) strict, without rowid;

create index token_learner on token (learner);

create table reading (
	learner integer not null references learner,
	chapter text    not null, -- slug
	at      integer not null, -- when first marked as read
	primary key (learner, chapter)
) strict, without rowid;

-- The short columns stand first: files and verdict may fill many pages, which
-- SQLite would have to walk through to reach a column behind them.
create table submission (
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

create index submission_of_learner on submission (learner, lab, id);

-- The queue: as small as what waits in it.
create index submission_pending on submission (id) where verdict is null;

-- Which checks a graded submission failed, for hints and for what a class
-- stumbles over, without unpacking verdicts.
create table failure (
	submission integer not null references submission,
	test       text    not null,
	primary key (submission, test)
) strict, without rowid;
