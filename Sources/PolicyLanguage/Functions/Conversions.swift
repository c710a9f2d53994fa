import Basics

/// One type made from another: `int(…)`, `string(…)`, `timestamp(…)`, and ours, `date(…)` and `yuan(…)`.
enum Conversions {
    private static func range(_ type: String) -> EvaluationError { EvaluationError("range", "range error: the value does not fit \(type)") }

    private static func unreadable(_ type: String) -> EvaluationError { EvaluationError("bad-text", "the text is no \(type)") }

    static func int(_ value: Value) -> Answer {
        switch value {
        case .int: return .success(value)
        case .uint(let x): return Int64(exactly: x).map { .success(.int($0)) } ?? .failure(range("int"))
        case .double(let x):
            // Both ends are excluded: the doubles there stand for whole ranges of numbers, some of which do not fit.
            guard x > -0x1p63, x < 0x1p63 else { return .failure(range("int")) }
            return .success(.int(Int64(x)))
        case .string(let text): return Int64(text).map { .success(.int($0)) } ?? .failure(unreadable("int"))
        case .timestamp(let time): return .success(.int(time.seconds))
        default: return .failure(.noOverload("int", [value]))
        }
    }

    static func uint(_ value: Value) -> Answer {
        switch value {
        case .uint: return .success(value)
        case .int(let x): return UInt64(exactly: x).map { .success(.uint($0)) } ?? .failure(range("uint"))
        case .double(let x):
            guard x >= 0, x < 0x1p64 else { return .failure(range("uint")) }
            return .success(.uint(UInt64(x)))
        case .string(let text): return UInt64(text).map { .success(.uint($0)) } ?? .failure(unreadable("uint"))
        default: return .failure(.noOverload("uint", [value]))
        }
    }

    static func double(_ value: Value) -> Answer {
        switch value {
        case .double: .success(value)
        case .int(let x): .success(.double(Double(x)))
        case .uint(let x): .success(.double(Double(x)))
        case .string(let text): Double(text).map { .success(.double($0)) } ?? .failure(unreadable("double"))
        default: .failure(.noOverload("double", [value]))
        }
    }

    static func bool(_ value: Value) -> Answer {
        switch value {
        case .bool: return .success(value)
        case .string(let text):
            if ["1", "t", "T", "true", "True", "TRUE"].contains(text) { return .success(.bool(true)) }
            if ["0", "f", "F", "false", "False", "FALSE"].contains(text) { return .success(.bool(false)) }
            return .failure(unreadable("bool"))
        default: return .failure(.noOverload("bool", [value]))
        }
    }

    static func string(_ value: Value) -> Answer {
        switch value {
        case .string: return .success(value)
        case .bool(let x): return .success(.string(x ? "true" : "false"))
        case .int(let x): return .success(.string(String(x)))
        case .uint(let x): return .success(.string(String(x)))
        case .double(let x): return .success(.string(NumberFormat.shortest(x)))
        case .bytes(let bytes):
            guard let text = String(validating: bytes, as: UTF8.self) else {
                return .failure(EvaluationError("bad-text", "invalid UTF-8 in bytes, cannot be a string"))
            }
            return .success(.string(text))
        case .timestamp(let time): return .success(.string(TimeText.timestamp(time)))
        case .duration(let span): return .success(.string(TimeText.duration(span)))
        case .date(let date): return .success(.string(date.description))
        default: return .failure(.noOverload("string", [value]))
        }
    }

    static func bytes(_ value: Value) -> Answer {
        switch value {
        case .bytes: .success(value)
        case .string(let text): .success(.bytes(Array(text.utf8)))
        default: .failure(.noOverload("bytes", [value]))
        }
    }

    static func timestamp(_ value: Value) -> Answer {
        switch value {
        case .timestamp: return .success(value)
        case .string(let text): return timestamp(text)
        case .int(let seconds):
            guard let time = Timestamp(seconds: seconds, nanoseconds: 0) else { return .failure(TimeArithmetic.range("a timestamp")) }
            return .success(.timestamp(time))
        default: return .failure(.noOverload("timestamp", [value]))
        }
    }

    static func timestamp(_ text: String) -> Answer { TimeText.timestamp(text).map(Value.timestamp) }

    static func duration(_ value: Value) -> Answer {
        switch value {
        case .duration: .success(value)
        case .string(let text): duration(text)
        default: .failure(.noOverload("duration", [value]))
        }
    }

    static func duration(_ text: String) -> Answer { TimeText.duration(text).map(Value.duration) }

    static func date(_ text: String) -> Answer {
        guard let date = CalendarDate(iso: text) else {
            return .failure(EvaluationError("bad-date", "'\(text.prefix(20))' is no date of the form 2025-06-30"))
        }
        return .success(.date(date))
    }

    /// A whole number or a double with at most two decimals, in hundredths: fen of yuan, hundredths of a square metre.
    static func hundredths(_ value: Value) -> Result<Int64, EvaluationError> {
        switch value {
        case .int(let number): return Calculating.whole(.multiply, number, 100)
        case .double(let number):
            let scaled = (number * 100).rounded()
            guard scaled > -0x1p53, scaled < 0x1p53 else { return .failure(range("two decimals")) }
            // The nearest double of a number with two decimals gives back exactly that double when divided.
            guard scaled / 100 == number else { return .failure(EvaluationError("bad-number", "\(number) has more than two decimals")) }
            return .success(Int64(scaled))
        default: return .failure(.noOverload("a number with two decimals", [value]))
        }
    }
}
