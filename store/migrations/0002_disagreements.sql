-- Submissions on which the interpreter and the compiler did not agree, each
-- once. Both answers stand here whole: the submission's own verdict may be of
-- a later grading, and may not be there yet.
create table disagreement (
	submission  integer primary key references submission,
	at          integer not null,
	interpreted text    not null check (json_valid(interpreted)), -- course.Verdict
	compiled    text    not null check (json_valid(compiled))     -- course.Verdict
) strict;
