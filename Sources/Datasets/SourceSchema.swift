import Basics
import Declarations

/// What a department's file must look like: `DataSources/<department>/<dataset>/source.yaml`, loaded and checked.
package struct SourceSchema: Sendable {
    package enum Role: String, Sendable, CaseIterable { case persons, households, villages, department }
    package enum Anchor: String, Sendable, CaseIterable { case person, household, village, none }

    /// The dataset's name in expressions.
    package var name: String
    package var title: Title
    package var publisher: Title
    package var department: String
    /// Of the handbook's list of 23 departments (§3.2); nil for the register and the benchmark.
    package var number: Int?
    package var legalBasis: Title
    package var frequency: String
    package var role: Role
    package var files: [String]
    package var anchor: Anchor
    /// Index in `columns` of the column that says whose row it is; nil when the anchor is `none`.
    package var key: Int?
    package var columns: [Column]
    package var assertions: Assertions
    /// The folder below `DataSources/`, such as `public-security/vehicles`.
    package var folder: String

    package struct Title: Hashable, Sendable {
        package var zh: String
        package var en: String
        package init(zh: String, en: String) {
            self.zh = zh
            self.en = en
        }

        /// Without a bracket at the end, in which titles tell their unit.
        var withoutBracket: Title {
            func cut(_ text: String) -> String {
                let plain = text.prefix { $0 != "（" && $0 != "(" }
                return String(plain.reversed().drop(while: \.isWhitespace).reversed())
            }
            return Title(zh: cut(zh), en: cut(en))
        }
    }

    package struct Column: Sendable {
        package enum Kind: String, Sendable, CaseIterable {
            case personID = "person_id", text, code, word, int, year, money, m2, mu, km, percent, decimal, date, month, bool, region, ignored
        }
        /// How much of a value a page shows of somebody whose household is looked at.
        package enum Shown: String, Sendable, CaseIterable {
            case whole, name, lastFour = "last_four", identity, plate, hidden
        }
        package var name: String
        package var kind: Kind
        package let title: Title
        /// The title for a value that has its unit behind it.
        package let plainTitle: Title
        /// Headers the column is known by, its own name among them.
        package var headers: [String]
        package var required: Bool
        /// For `code`: the values, in the list's order.
        package var codes: [String]
        /// For `code`: the same in English, in the same order; empty where nobody has written them.
        package var english: [String]
        /// As declared; nil where nobody has decided.
        package var declaredShown: Shown?
        /// Otherwise by kind: of a text the last four characters, everything else whole.
        package var shown: Shown { declaredShown ?? (kind == .text ? .lastFour : .whole) }
        /// For `code`: raw value → value of the list.
        package var lookups: [String: String]
        /// A factor for numbers given in larger units (10000 for 万元); 1 otherwise.
        package var scale: Int64

        package init(
            name: String, kind: Kind, title: Title, headers: [String], required: Bool = false, codes: [String] = [],
            english: [String] = [], lookups: [String: String] = [:], scale: Int64 = 1, shown: Shown? = nil
        ) {
            self.name = name
            self.kind = kind
            self.title = title
            plainTitle = title.withoutBracket
            self.headers = headers
            self.required = required
            self.codes = codes
            self.english = english
            declaredShown = shown
            self.lookups = lookups
            self.scale = scale
        }
    }

    package struct Assertions: Sendable {
        package var minimumRows: Int?
        package var maximumRejectedPercent: Double?
        /// Column name → least percent of accepted rows with a value.
        package var filled: [String: Double]
        package init(minimumRows: Int? = nil, maximumRejectedPercent: Double? = nil, filled: [String: Double] = [:]) {
            self.minimumRows = minimumRows
            self.maximumRejectedPercent = maximumRejectedPercent
            self.filled = filled
        }
    }

    package init(
        name: String, title: Title, publisher: Title, department: String, number: Int?, legalBasis: Title, frequency: String, role: Role,
        files: [String], anchor: Anchor, key: Int?, columns: [Column], assertions: Assertions, folder: String
    ) {
        self.name = name
        self.title = title
        self.publisher = publisher
        self.department = department
        self.number = number
        self.legalBasis = legalBasis
        self.frequency = frequency
        self.role = role
        self.files = files
        self.anchor = anchor
        self.key = key
        self.columns = columns
        self.assertions = assertions
        self.folder = folder
    }
}
