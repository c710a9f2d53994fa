import Actions
import Basics
import Regions
import Register
import Storage

/// A made-up province whose register is as large as one asks: the same number gives the same households, so that a program that was
/// stopped can be compared with one that was not.
package struct MadeUpRegister: Sendable {
    package static let province: Int64 = 990_000_000_000
    /// The counties that exist; villages are spread over them.
    package let counties: Int
    /// Villages of a county, all in one township.
    package let villages: Int

    package init(counties: Int = 1, villages: Int = 4) {
        self.counties = counties
        self.villages = villages
    }

    /// Whose acts they are: somebody of the province who may do everything that the register knows.
    package static func officer() throws -> Actor {
        let permissions = Set(Permission.register + [.regionRead, .regionChange])
        return Actor(account: 7, name: "周敏", role: "province-office", permissions: permissions, scope: Scope(region: try code(province)))
    }

    package static func code(_ number: Int64) throws -> RegionCode {
        guard let code = RegionCode(number: number) else { throw LoadMistake("\(number) is not a region code") }
        return code
    }

    package static func day(_ text: String) throws -> CalendarDate {
        guard let day = CalendarDate(iso: text) else { throw LoadMistake("\(text) is not a day") }
        return day
    }

    /// `990101000000`, `990102000000`, …
    package func county(_ number: Int) -> Int64 { 990_100_000_000 + Int64(number + 1) * 1_000_000 }

    package func village(_ number: Int, of county: Int) -> Int64 { self.county(county) + 201_000 + Int64(number + 1) }

    /// What a register must know before its first household.
    package var regions: [ImportRegions.Row] {
        var rows = [ImportRegions.Row(code: Self.province, name: "云岭省"), ImportRegions.Row(code: 990_100_000_000, name: "清江市")]
        for county in 0..<counties {
            rows.append(.init(code: self.county(county), name: "第\(county + 1)县"))
            rows.append(.init(code: self.county(county) + 201_000, name: "大坪乡"))
            for village in 0..<villages {
                rows.append(.init(code: self.village(village, of: county), name: "第\(village + 1)村"))
            }
        }
        return rows
    }

    /// Households `range` of the register, each of one to six people.
    package func households(_ range: Range<Int>) throws -> [HouseholdRecord] {
        var first = range.lowerBound == 0 ? 0 : Self.people(before: range.lowerBound)
        return try range.map { number in
            let size = Self.size(of: number)
            defer { first += size }
            return try household(number, size: size, firstPerson: first)
        }
    }

    /// How many people live in household `number`: 1, 2, … 6, and again.
    package static func size(of number: Int) -> Int { number % 6 + 1 }
    /// How many live in all households before it.
    package static func people(before number: Int) -> Int {
        let rest = number % 6
        return number / 6 * 21 + rest * (rest + 1) / 2
    }

    private func household(_ number: Int, size: Int, firstPerson: Int) throws -> HouseholdRecord {
        let county = number % counties
        var household = HouseholdRecord(number: 990_000_000_000_000_000 + Int64(number), line: Int64(number + 2))
        let cells = [
            ("village_code", String(village(number / counties % villages, of: county))), ("status", "脱贫享受政策"), ("attribute", "一般脱贫户"),
            ("main_cause", "因病"), ("entered_on", "2014-05-08"), ("exited_on", "2018-12-20"), ("address", "\(number % 9 + 1)组\(number % 90 + 1)号"),
            ("phone", MadeUpPerson.phone(firstPerson)), ("wage_income", "\(8000 + number % 9000)"), ("transfer_income", "\(number % 4000)"),
        ]
        for (column, text) in cells { try household.set(column, text) }
        household.members = try (0..<size).map { try MadeUpPerson(number: firstPerson + $0, place: $0).record }
        return household
    }
}

/// The load was asked for something impossible.
package struct LoadMistake: Error, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}
