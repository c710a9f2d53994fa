/// An empty cell, in every column of numbers: the smallest value of the column's width. No value of ours comes near it:
/// money and decimals are refused beyond 16 digits, dates beyond the year 9999.
package let absent = Int64.min
