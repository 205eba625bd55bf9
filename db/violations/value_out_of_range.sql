-- Rows with infinity, NaN, or a time or day of other years than 1 to 9999.
select inventory.count_out_of_range() as violations
