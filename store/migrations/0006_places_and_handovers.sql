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
