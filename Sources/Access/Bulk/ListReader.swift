import Storage

/// Reads a spreadsheet that was handed in, as texts, in a process of its own. Given by Platform: this room knows no workers.
package struct ListReader: Sendable {
    package struct Line: Sendable, Hashable {
        /// The line of the file, from 1.
        package let number: Int
        /// Nil for a record that cannot be split into cells.
        package let cells: [String]?

        package init(number: Int, cells: [String]?) {
            self.number = number
            self.cells = cells
        }
    }

    /// A list that was opened: its header, and its records some at a time until nil.
    package struct Opened: Sendable {
        package let header: [String]
        package let next: @Sendable () async throws -> [Line]?

        package init(header: [String], next: @escaping @Sendable () async throws -> [Line]?) {
            self.header = header
            self.next = next
        }
    }

    /// The file is no spreadsheet, is damaged, or whatever read it fell over it; trying again gives the same.
    package struct Unreadable: Error, Sendable {
        package init() {}
    }

    let open: @Sendable (_ blob: BlobName, _ knownHeaders: [String]) async throws -> Opened

    package init(open: @escaping @Sendable (_ blob: BlobName, _ knownHeaders: [String]) async throws -> Opened) { self.open = open }
}
