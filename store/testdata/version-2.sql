-- A database as version 2 of the schema left it. Never changed.
begin;
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

-- Submissions on which the interpreter and the compiler did not agree, each
-- once. Both answers stand here whole: the submission's own verdict may be of
-- a later grading, and may not be there yet.
create table disagreement (
	submission  integer primary key references submission,
	at          integer not null,
	interpreted text    not null check (json_valid(interpreted)), -- course.Verdict
	compiled    text    not null check (json_valid(compiled))     -- course.Verdict
) strict;

insert into learner (id, name, at) values (3, '', 1772366400000), (4, '', 1772366400500);
insert into token (hash, learner, at) values (x'fb40c10e801e83c8e45ce4b6fded810c772bd18a17b7825893e7cef2b06a4a7c', 3, 1772366400000);
insert into reading (learner, chapter, at) values (3, 'clocks', 1772366401000);
insert into submission (id, learner, lab, key, at, graded_at, outcome, score, max_score, engine, files, verdict) values
	(7, 3, 'lamport-clock', 'key-1', 1772366402000, 1772366402020, 'failed', 1, 3, 'interpreted',
		'[{"name":"clock.go","source":"package first"}]',
		'{"outcome":"failed","says":"One check failed.","checks":[{"test":"TestTick","says":"time moves","outcome":"passed","passed":true,"points":1,"seeds":1},{"test":"TestMax","says":"time never goes back","outcome":"failed","passed":false,"points":2,"message":"got 8, want 13","seed":4,"failed":1,"seeds":1}],"score":1,"max_score":3,"engine":"interpreted","elapsed_ns":18000000}'),
	(9, 4, 'lamport-clock', 'key-1', 1772366403000, null, null, null, null, null, '[{"name":"clock.go","source":"package other"}]', null),
	(12, 3, 'lamport-clock', 'key-2', 1772366409000, null, null, null, null, null, '[{"name":"clock.go","source":"package second"}]', null),
	(40, 4, 'lamport-clock', 'key-9', 1772366409500, null, null, null, null, null, '[{"name":"clock.go","source":"package deleted"}]', null);
delete from submission where id = 40;
insert into failure (submission, test) values (7, 'TestMax');
insert into disagreement (submission, at, interpreted, compiled) values (7, 1772366402015,
	'{"outcome":"passed","says":"","checks":null,"score":3,"max_score":3,"engine":"interpreted","elapsed_ns":0}',
	'{"outcome":"failed","says":"","checks":null,"score":1,"max_score":3,"engine":"compiled","elapsed_ns":0}');

pragma user_version = 2;
commit;
