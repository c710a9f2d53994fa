extension RecordFault {
    static func tooLong(line: Int) -> RecordFault {
        RecordFault(line: line, reason: .recordTooLong, detail: "the record is longer than \(RecordScanner.recordLimit) bytes")
    }

    static func wrongCount(line: Int, found: Int, expected: Int) -> RecordFault {
        RecordFault(line: line, reason: found < expected ? .tooFewFields : .tooManyFields, detail: "\(found) fields, \(expected) expected")
    }

    /// A record the scanner could not make fields of.
    static func quoting(_ reason: Reason, line: Int) -> RecordFault {
        switch reason {
        case .openQuote:
            RecordFault(line: line, reason: reason, detail: "a quote opens and does not close within \(RecordScanner.quoteLimit) bytes")
        case .strayQuote:
            RecordFault(line: line, reason: reason, detail: "text follows a closing quote; a quote inside quotes is written twice")
        default: .tooLong(line: line)
        }
    }

    static func undecodable(line: Int, byte: Int, encoding: TextEncoding) -> RecordFault {
        RecordFault(line: line, reason: .undecodable, detail: "byte \(byte) of the record is not \(encoding.rawValue) text")
    }
}
