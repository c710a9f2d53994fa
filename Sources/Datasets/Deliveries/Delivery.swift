/// Everything one source delivered, read: segments in the order of files and lines, reports, rejected rows.
package final class Delivery {
    package let schema: SourceSchema
    package var files: [FileReport]
    /// In file and line order. Taken apart by whoever builds relations from them.
    package var segments: [Segment]
    /// By schema column: the words of coded columns.
    package let books: [WordBook?]
    /// Rejected rows by file, in the order of lines.
    package var rejects: [[Reject]]

    package init(schema: SourceSchema, files: [FileReport], segments: [Segment], books: [WordBook?], rejects: [[Reject]]) {
        self.schema = schema
        self.files = files
        self.segments = segments
        self.books = books
        self.rejects = rejects
    }

    package var rows: Int { files.reduce(0) { $0 + $1.rows } }
    package var accepted: Int { files.reduce(0) { $0 + $1.accepted } }
    package var rejected: Int { files.reduce(0) { $0 + $1.rejected } }
}
