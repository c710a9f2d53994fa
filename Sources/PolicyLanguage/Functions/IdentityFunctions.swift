import Basics

/// Names and numbers of people, companies and cards, as module Basics knows them.
enum IdentityFunctions {
    static let all: [BuiltIn] = [
        test("validResidentID") { IdentityKey(normalised: $0)?.checkCharacterIsRight ?? false },
        test("validDisabilityCard") { (try? DisabilityCard($0)) != nil },
        test("validCreditCode") { (try? CreditCode($0)) != nil },
        test("validBankCard") { (try? BankCard($0)) != nil },
        .plain("sameName", [.string, .string], .bool, takes: "two strings") { arguments in
            guard arguments.count == 2, case .string(let a) = arguments[0], case .string(let b) = arguments[1] else {
                return .failure(.noOverload("sameName", arguments))
            }
            return .success(.bool(PersonName.sameName(a, b)))
        },
        .plain("normaliseID", [.string], .string, takes: "a string") { arguments in
            text(arguments, "normaliseID").map { .string(ResidentID.normalise($0)) }
        },
        .plain("birthDate", [.string], .date, takes: "a string") { arguments in
            text(arguments, "birthDate").flatMap { number in
                guard let key = IdentityKey(normalised: number), let date = ResidentID.birthDate(of: key) else {
                    return .failure(EvaluationError("bad-id", "the ID number holds no date of birth"))
                }
                return .success(.date(date))
            }
        },
        .plain("sexDigit", [.string], .int, takes: "a string") { arguments in
            text(arguments, "sexDigit").flatMap { number in
                guard let key = IdentityKey(normalised: number) else {
                    return .failure(EvaluationError("bad-id", "the ID number has no 17 digits and a digit or X"))
                }
                return .success(.int(Int64((key.value >> 4) % 10)))
            }
        },
    ]

    private static func test(_ name: String, _ test: @escaping @Sendable (String) -> Bool) -> BuiltIn {
        .plain(name, [.string], .bool, takes: "a string") { text($0, name).map { .bool(test($0)) } }
    }

    private static func text(_ arguments: [Value], _ name: String) -> Result<String, EvaluationError> {
        guard arguments.count == 1, case .string(let text) = arguments[0] else { return .failure(.noOverload(name, arguments)) }
        return .success(text)
    }
}
