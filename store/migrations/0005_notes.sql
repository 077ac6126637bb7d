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
