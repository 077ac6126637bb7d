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

insert into publication (id) values (lower(hex(randomblob(16))));
