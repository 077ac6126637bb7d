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
