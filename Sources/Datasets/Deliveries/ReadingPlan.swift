import Tabular

/// One source to be read: its files, which columns to keep, who the rows belong to.
package struct ReadingPlan: Sendable {
    package var schema: SourceSchema
    package var paths: [String]
    /// By schema column.
    package var wanted: [Bool]
    package var matcher: any RowMatcher
    package var withLines: Bool

    package init(schema: SourceSchema, paths: [String], wanted: [Bool], matcher: any RowMatcher, withLines: Bool = false) {
        self.schema = schema
        self.paths = paths
        self.wanted = wanted
        self.matcher = matcher
        self.withLines = withLines
    }
}
