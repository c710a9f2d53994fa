/// `int(…)`, `date(…)`, `yuan(…)`, `type(…)` and the other makers of values.
enum ConversionFunctions {
    static let all: [BuiltIn] =
        [
            .ofOne("int", [.int, .uint, .double, .string, .timestamp], .int, takes: "a number, a string or a timestamp", Conversions.int),
            .ofOne("uint", [.int, .uint, .double, .string], .uint, takes: "a number or a string", Conversions.uint),
            .ofOne("double", [.int, .uint, .double, .string], .double, takes: "a number or a string", Conversions.double),
            .ofOne("bool", [.bool, .string], .bool, takes: "a bool or a string", Conversions.bool),
            .ofOne(
                "string", [.string, .bool, .int, .uint, .double, .bytes, .timestamp, .duration, .date], .string,
                takes: "a number, a date, a time, bytes or a bool", Conversions.string),
            .ofOne("bytes", [.bytes, .string], .bytes, takes: "a string", Conversions.bytes),
            .ofOne("timestamp", [.timestamp, .string, .int], .timestamp, takes: "a string or an int", Conversions.timestamp),
            .ofOne("duration", [.duration, .string], .duration, takes: "a string", Conversions.duration),
            .ofOne("date", [.string], .date, takes: "a string such as '2025-06-30'") { value in
                guard case .string(let text) = value else { return .failure(.noOverload("date", [value])) }
                return Conversions.date(text)
            },
            .ofOne("yuan", [.int, .double], .money, takes: "a number") { Conversions.hundredths($0).map(Value.money) },
            BuiltIn(
                name: "type", form: .function, argumentCounts: 1...1, takes: "a value", result: { _ in .type },
                apply: { $0.count == 1 ? .success(.type($0[0].typeName)) : .failure(.noOverload("type", $0)) }),
            BuiltIn(
                name: "dyn", form: .function, argumentCounts: 1...1, takes: "a value", result: { $0.first },
                apply: { $0.count == 1 ? .success($0[0]) : .failure(.noOverload("dyn", $0)) }),
        ]
        + DecimalUnit.allCases.map { unit in
            .ofOne(unit.function, [.int, .double], .decimal(unit: unit.rawValue), takes: "a number") { value in
                Conversions.hundredths(value).map { .decimal($0, unit: unit.rawValue) }
            }
        }
}
