import Actions
import Basics
import Storage

/// An act on one clue: its place is the clue's, its version the entry that last wrote it.
protocol ClueAct: Action {
    var clue: Int64 { get }
}

extension ClueAct {
    package func place(in reading: Reading) throws -> RegionCode? { try Clue.find(clue, in: reading.reader)?.region }
    package func version(in reading: Reading) throws -> Int64? { try Clue.find(clue, in: reading.reader)?.leaf }

    func found(_ book: ClueBook) throws -> Clue {
        book.writing.subject = "clue/\(clue)"
        return try book.found(clue)
    }
}
