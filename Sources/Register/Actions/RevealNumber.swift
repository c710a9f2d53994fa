import Actions
import Basics
import Storage

/// Shows a masked number whole, once, for a purpose that is written down. The household can ask who looked.
package struct RevealNumber: Action {
    package static let name = "person.reveal"
    package static let permission = Permission.personReveal
    package static let needsPurpose = true

    package enum Field: String, Codable, Sendable, CaseIterable {
        case idNumber = "id_number", phone, diagnosis
        case householdPhone = "household_phone", bankAccount = "bank_account"
    }

    package var household: Int64
    /// Whose; nil for the household's own phone and account.
    package var person: Int64?
    package var field: Field

    package init(household: Int64, person: Int64? = nil, field: Field) {
        self.household = household
        self.person = person
        self.field = field
    }

    /// Where the value lies; not the value, because outcomes are kept for a second sending.
    package struct Outcome: Codable, Sendable, Hashable {
        package let version: Int64
        package let field: Field
    }

    package func place(in reading: Reading) throws -> RegionCode? { try HouseholdThread.find(household, in: reading)?.region }

    package func perform(in writing: Writing) throws -> Outcome {
        writing.subject = "household/\(household)"
        writing.note("field", field.rawValue)
        if let person { writing.note("person", person) }
        return Outcome(version: try Self.version(of: household, person, field, in: writing.reading), field: field)
    }

    /// The version that holds what is believed now.
    private static func version(of household: Int64, _ person: Int64?, _ field: Field, in reading: Reading) throws -> Int64 {
        switch field {
        case .idNumber, .phone, .diagnosis:
            guard let person, let last = try VersionTable<MemberField>.believed(of: [person], in: reading).last,
                last.facts.integer(.household) == household
            else { throw Refusal.notFound }
            return last.id
        case .householdPhone, .bankAccount:
            guard let last = try VersionTable<HouseholdField>.believed(of: [household], in: reading).last else { throw Refusal.notFound }
            return last.id
        }
    }
}

/// The value behind a reveal that was done: asked by the route that shows it, in the same request, and by nobody else.
package struct RevealedNumber: Query {
    package static let permission = Permission.personReveal
    let outcome: RevealNumber.Outcome

    package init(_ outcome: RevealNumber.Outcome) { self.outcome = outcome }

    /// Empty when the register has no such number.
    package func answer(in reading: Reading) throws -> String {
        switch outcome.field {
        case .idNumber: try member(.idNumber, in: reading)
        case .phone: try member(.phone, in: reading)
        case .diagnosis: try member(.diagnosis, in: reading)
        case .householdPhone: try household(.phone, in: reading)
        case .bankAccount: try household(.bankAccount, in: reading)
        }
    }

    private func member(_ field: MemberField, in reading: Reading) throws -> String {
        let found = try VersionTable<MemberField>.select("v.id = \(outcome.version)", in: reading).first
        guard let found, let home = found.facts.integer(.household) else { throw Refusal.notFound }
        _ = try HouseholdThread.visible(home, in: reading)
        return found.facts.text(field) ?? ""
    }

    private func household(_ field: HouseholdField, in reading: Reading) throws -> String {
        guard let found = try VersionTable<HouseholdField>.select("v.id = \(outcome.version)", in: reading).first else { throw Refusal.notFound }
        _ = try HouseholdThread.visible(found.owner, in: reading)
        return found.facts.text(field) ?? ""
    }
}
