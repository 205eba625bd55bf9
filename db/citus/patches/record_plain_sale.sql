-- Its updates have functions that read; a sale is written line by line.
-- replace
begin
-- by
begin
  return null;
