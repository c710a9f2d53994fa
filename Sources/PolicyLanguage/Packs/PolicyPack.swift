import Basics
import Declarations

/// A folder of law: `PolicyPacks/<authority>/<scheme>/`, loaded and checked.
package struct PolicyPack: Sendable {
    /// The folder below `PolicyPacks/`, such as `hebei/entry-bars-2018`.
    package var id: String
    package var title: Bilingual
    package var authority: Bilingual
    /// Digits of the region code the pack is law for (`13` for Hebei); empty for the whole country.
    package var area: String
    package var contact: Bilingual
    /// Folders of `DataSources/` the pack reads besides `register`; empty for all but `benchmark`.
    package var sources: [String]
    package var parameters: [Parameter]
    package var explanations: [Explanation]
    package var rules: [Rule]

    package init(
        id: String, title: Bilingual, authority: Bilingual, area: String, contact: Bilingual = Bilingual(zh: "", en: ""), sources: [String],
        parameters: [Parameter], explanations: [Explanation], rules: [Rule]
    ) {
        self.id = id
        self.title = title
        self.authority = authority
        self.area = area
        self.contact = contact
        self.sources = sources
        self.parameters = parameters
        self.explanations = explanations
        self.rules = rules
    }

    /// What the pack says of itself.
    package var header: PackHeader {
        PackHeader(id: id, title: title, authority: authority, area: area, contact: contact, sources: sources)
    }
}

/// A number of the law with its history.
package struct Parameter: Sendable {
    package struct Value: Sendable {
        package var from: CalendarDate
        /// In the type's own unit: fen for money, hundredths for decimals, days since 1970-01-01 for dates, 0/1 for bool.
        package var value: ParameterValue
        package var reference: String
        package init(from: CalendarDate, value: ParameterValue, reference: String) {
            self.from = from
            self.value = value
            self.reference = reference
        }
    }

    package var name: String
    package var title: Bilingual
    package var type: ValueType
    /// Oldest first.
    package var history: [Value]
    package var lastVerifiedOn: CalendarDate?
    package var verified: Bool
    package var position: Position

    package init(
        name: String, title: Bilingual, type: ValueType, history: [Value], lastVerifiedOn: CalendarDate?, verified: Bool, position: Position
    ) {
        self.name = name
        self.title = title
        self.type = type
        self.history = history
        self.lastVerifiedOn = lastVerifiedOn
        self.verified = verified
        self.position = position
    }

    /// The value in force on a day, nil before the first.
    package func value(on day: CalendarDate) -> Value? { history.last { $0.from <= day } }
}

package enum ParameterValue: Hashable, Sendable {
    case number(Int64)
    case text(String)
}

/// Why a clue may be false although the rule is right (挂名, 拆迁安置, …).
package struct Explanation: Sendable {
    package var code: String
    package var title: Bilingual
    package init(code: String, title: Bilingual) {
        self.code = code
        self.title = title
    }
}
