/// A function of the language: what it takes, what it gives, and how it is computed for one subject.
///
/// The table is the one place where a function is declared; the checker reads its types, the evaluator its values.
struct BuiltIn: Sendable {
    enum Form { case function, method, both }

    let name: String
    let form: Form
    /// Counting a method's target.
    let argumentCounts: ClosedRange<Int>
    /// For messages: `a date and an int`.
    let takes: String
    /// The type given for these types of arguments, nil when it does not take them.
    let result: @Sendable ([ValueType]) -> ValueType?
    let apply: @Sendable ([Value]) -> Answer

    static func named(_ name: String, isMethod: Bool) -> BuiltIn? {
        table[name]?.first { $0.form == .both || ($0.form == .method) == isMethod }
    }

    static let names: [String] = table.keys.sorted()

    private static let table: [String: [BuiltIn]] = Dictionary(
        grouping: ConversionFunctions.all + TextFunctions.all + ListFunctions.all + DateFunctions.all + ClockFunctions.all
            + IdentityFunctions.all, by: \.name)
}

extension BuiltIn {
    /// A function with one list of parameter types.
    static func plain(
        _ name: String, _ parameters: [ValueType], _ result: ValueType, form: Form = .function, takes: String,
        _ apply: @escaping @Sendable ([Value]) -> Answer
    ) -> BuiltIn {
        BuiltIn(
            name: name, form: form, argumentCounts: parameters.count...parameters.count, takes: takes,
            result: { given in
                given.count == parameters.count && zip(given, parameters).allSatisfy { $0 == $1 || $0 == .dynamic } ? result : nil
            },
            apply: apply)
    }

    /// A function of one argument of any of several types.
    static func ofOne(
        _ name: String, _ accepted: [ValueType], _ result: ValueType, takes: String, _ apply: @escaping @Sendable (Value) -> Answer
    ) -> BuiltIn {
        BuiltIn(
            name: name, form: .function, argumentCounts: 1...1, takes: takes,
            result: { given in given.count == 1 && (accepted.contains(given[0]) || given[0] == .dynamic) ? result : nil },
            apply: { $0.count == 1 ? apply($0[0]) : .failure(.noOverload(name, $0)) })
    }
}
