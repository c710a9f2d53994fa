/// The types of the language: CEL's, and ours (`date`, `money`, `decimal` with a unit, `record`).
package indirect enum ValueType: Hashable, Sendable {
    case null, bool, int, uint, double, string, bytes, timestamp, duration
    case list(ValueType)
    case map(ValueType, ValueType)
    /// A type value, as `type(1)` gives.
    case type
    /// Not known before running; only `policy eval` meets it, a pack never does.
    case dynamic
    /// A calendar date without a time of day.
    case date
    /// Whole fen.
    case money
    /// A number with two decimals and a unit (`""`, `m2`, `mu`, `km`, `%`), held in hundredths.
    case decimal(unit: String)
    /// A record of the vocabulary: `person`, `household`, `village` or the name of a dataset.
    case record(String)
}
