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

-- What a learner wrote to a chapter's questions for a design review. Of the
-- answers to one question at most one is not earlier than another: the one
-- that is being written.
create table answer (
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

create index answer_of_learner on answer (learner, id);
create unique index answer_open on answer (learner, chapter, question) where earlier = 0;

-- What a learner answered first to a question of "Check yourself".
create table choice (
	learner  integer not null references learner on delete cascade,
	chapter  text    not null, -- slug
	question text    not null, -- course.Question's key
	given    text    not null, -- an option's number, or the number that was typed; empty: looked up
	correct  integer not null check (correct in (0, 1)),
	at       integer not null,
	primary key (learner, chapter, question)
) strict, without rowid;

-- When a missed question is asked again.
create table recall (
	learner  integer not null references learner on delete cascade,
	chapter  text    not null, -- slug
	question text    not null, -- course.Question's key
	box      integer not null check (box >= 0),
	due      integer not null,
	primary key (learner, chapter, question)
) strict, without rowid;

-- What a learner has marked in a chapter, and what they wrote beside it. The
-- passage is kept as it stood, so that it can be found again when the chapter
-- has changed.
create table note (
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

create index note_of_learner on note (learner, chapter, id);

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
insert into answer (id, learner, version, chapter, question, body, at, changed, earlier) values
	(2, 3, 1, 'clocks', 'Who wins a tie?', 'The node with the larger id.', 1772366410000, 1772366410000, 1),
	(5, 3, 4, 'clocks', 'Who wins a tie?', 'Nobody: both are kept.', 1772366420000, 1772366421000, 0);
insert into choice (learner, chapter, question, given, correct, at) values
	(3, 'clocks', 'key-of-q1', '2', 0, 1772366430000), (3, 'clocks', 'key-of-q2', '10.4', 1, 1772366431000);
insert into recall (learner, chapter, question, box, due) values (3, 'clocks', 'key-of-q1', 1, 1772712030000);

-- Since when each page of the course has said what it says on this server. A
-- page that is taken away keeps its row, in case it comes back.
create table page (
	path    text    primary key, -- "/chapters/clocks"
	words   blob    not null check (length(words) = 32), -- SHA-256 of what it says
	since   integer not null,    -- when it was first there
	changed integer not null     -- when it last said something else than before
) strict, without rowid;

-- One row: the name of this server's publication.
create table publication (
	id text not null check (length(id) = 32)
) strict;

insert into publication values ('0123456789abcdef0123456789abcdef');
insert into page values ('/chapters/clocks', x'0700000000000000000000000000000000000000000000000000000000000000', 1772366400000, 1772366403000);
insert into note (id, learner, version, chapter, section, exact, prefix, suffix, position, whole, body, at, changed) values
	(6, 3, 2, 'clocks', 'the-scene', 'node A', 'At 12:00:00.103 ', ' wrote.', 26, 0, 'Which clock?', 1772366440000, 1772366441000);

-- Where in each chapter a learner was reading last, on whichever device.
create table place (
	learner integer not null references learner on delete cascade,
	chapter text    not null, -- slug
	section text    not null, -- id of the heading
	words   text    not null, -- with which the paragraph begins
	device  text    not null, -- whose place it is
	at      integer not null,
	primary key (learner, chapter)
) strict, without rowid;

-- Secrets that make another browser the learner's too: at most one a learner,
-- for a few minutes, good for once. Only the hash is here.
create table handover (
	hash    blob    primary key check (length(hash) = 32), -- SHA-256 of the secret
	learner integer not null unique references learner on delete cascade,
	expires integer not null
) strict, without rowid;

insert into place (learner, chapter, section, words, device, at) values (3, 'clocks', 'the-scene', 'At 12:00', 'phone', 1772366440000);
insert into handover (hash, learner, expires) values (x'fb40c10e801e83c8e45ce4b6fded810c772bd18a17b7825893e7cef2b06a4a7c', 3, 1772367000000);

pragma user_version = 6;
commit;
