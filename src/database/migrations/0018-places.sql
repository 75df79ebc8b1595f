-- Functions by which the database holds that no place is promised twice; the definitions say for which registers.
create schema places;
revoke all on schema places from public;
