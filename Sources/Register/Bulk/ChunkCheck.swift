import Actions
import Basics
import Storage

/// What of a chunk the register takes: each household known to be new, in a village of the scope, with one head, nobody in it registered
/// already.
struct ChunkCheck {
    let households: [HouseholdRecord]
    let scope: Scope
    let vault: Vault
    private(set) var taken: [HouseholdRecord] = []
    private(set) var rejected: [RejectedRow] = []
    /// What the register was supposed to have because an earlier chunk of the file has it.
    private(set) var supposed = Supposed()

    struct Supposed: Sendable {
        var numbers: Set<Int64> = []
        var identities: Set<[UInt8]> = []
    }

    init(_ households: [HouseholdRecord], scope: Scope, _ vault: Vault) {
        (self.households, self.scope, self.vault) = (households, scope, vault)
    }

    mutating func run(against known: Known) throws {
        var numbers: Set<Int64> = []
        var identities: Set<[UInt8]> = []
        taken.reserveCapacity(households.count)
        for household in households {
            if let problem = problem(household, known, numbers) {
                reject(household, problem)
                continue
            }
            var complete = household
            complete.members = []
            complete.members.reserveCapacity(household.members.count)
            for var member in household.members {
                if let problem = try problem(&member, known, &identities) {
                    rejected.append(RejectedRow(.persons, line: member.line, column: problem.field, problem.problem))
                } else {
                    complete.members.append(member)
                }
            }
            numbers.insert(household.number)
            taken.append(complete)
        }
    }

    /// A household is rejected with everybody in it.
    private mutating func reject(_ household: HouseholdRecord, _ problem: FieldProblem) {
        rejected.append(RejectedRow(.households, line: household.line, column: problem.field, problem.problem))
        for member in household.members {
            rejected.append(RejectedRow(.persons, line: member.line, column: "household_id", BulkProblems.householdRejected))
        }
    }

    private mutating func problem(_ household: HouseholdRecord, _ known: Known, _ numbers: Set<Int64>) -> FieldProblem? {
        if known.isSupposed, household.standsEarlier {
            supposed.numbers.insert(household.number)
            return FieldProblem(field: "household_id", problem: BulkProblems.householdRegistered)
        }
        guard household.number > 0, !known.numbers.contains(household.number), !numbers.contains(household.number) else {
            return FieldProblem(field: "household_id", problem: BulkProblems.householdRegistered)
        }
        guard let village = household.facts.region(.region) else { return FieldProblem(field: "village_code", problem: RegisterProblems.missing) }
        guard scope.contains(village) else { return FieldProblem(field: "village_code", problem: BulkProblems.outside) }
        guard village.level == .village, known.villages.contains(village.number) else {
            return FieldProblem(field: "village_code", problem: RegisterProblems.notAVillage(village.number))
        }
        let heads = household.members.count { $0.facts.text(.relation) == Relation.head }
        guard heads <= 1 else { return FieldProblem(field: "relation", problem: RegisterProblems.twoHeads) }
        return nil
    }

    private mutating func problem(_ member: inout MemberRecord, _ known: Known, _ identities: inout Set<[UInt8]>) throws -> FieldProblem? {
        guard let name = member.facts.text(.name), !name.isEmpty else { return FieldProblem(field: "name", problem: RegisterProblems.missing) }
        guard let number = member.facts.text(.idNumber) else { return nil }
        let index = try NumberIndex.identity(number, vault)
        member.identity = index
        if known.isSupposed, member.standsEarlier {
            supposed.identities.insert(index)
            return FieldProblem(field: "id_number", problem: RegisterProblems.alreadyRegistered)
        }
        guard !known.identities.contains(index), identities.insert(index).inserted else {
            return FieldProblem(field: "id_number", problem: RegisterProblems.alreadyRegistered)
        }
        return nil
    }

    /// What the register has of what the chunk brings.
    struct Known {
        private(set) var numbers: Set<Int64> = []
        private(set) var identities: Set<[UInt8]> = []
        private(set) var villages: Set<Int64>

        /// Whether the register was not asked: what stands in an earlier chunk of the file is then taken to be in it.
        let isSupposed: Bool

        /// Nothing but the villages: for a check whose result is held against the register when it is written.
        init(villages: Set<Int64>) {
            self.villages = villages
            isSupposed = true
        }

        /// Asked once for the whole chunk.
        init(_ households: [HouseholdRecord], in writing: Writing) throws {
            isSupposed = false
            villages = try Self.villages(among: Set(households.compactMap { $0.facts.integer(.region) }), in: writing.reading)
            for part in households.map(\.number).parts(of: 500) {
                for row in try writing.reading.rows("SELECT h.number FROM households h WHERE h.number IN \(list: part)") {
                    numbers.insert(try row.integer("number"))
                }
            }
            let indexes = try households.flatMap { household in
                try household.members.compactMap { try $0.facts.text(.idNumber).map { try NumberIndex.identity($0, writing.vault) } }
            }
            for part in indexes.parts(of: 500) {
                for row in try writing.reading.rows("SELECT p.id_index FROM people_index p WHERE p.id_index IN \(list: part)") {
                    identities.insert(try row.bytes("id_index"))
                }
            }
        }

        /// Whether the register has all of what it was supposed to have.
        static func hold(_ supposed: Supposed, in reading: Reading) throws -> Bool {
            for part in Array(supposed.numbers).parts(of: 500) {
                let found = try reading.count("SELECT COUNT(*) FROM households h WHERE h.number IN \(list: part)")
                guard found == part.count else { return false }
            }
            for part in Array(supposed.identities).parts(of: 500) {
                let found = try reading.count("SELECT COUNT(*) FROM people_index p WHERE p.id_index IN \(list: part)")
                guard found == part.count else { return false }
            }
            return true
        }

        /// Those of some regions that exist today.
        static func villages(among wanted: Set<Int64>, in reading: Reading) throws -> Set<Int64> {
            var found: Set<Int64> = []
            for part in Array(wanted).parts(of: 500) {
                let rows = try reading.rows(
                    "SELECT r.id FROM regions r WHERE r.id IN \(list: part) AND (r.valid_until IS NULL OR r.valid_until > \(reading.today))")
                for row in rows { found.insert(try row.integer("id")) }
            }
            return found
        }
    }
}

extension Array {
    fileprivate func parts(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}

/// Reasons that only files have.
enum BulkProblems {
    static let householdRegistered = Problem(
        "household-registered", what: .init(zh: "本户没有导入", en: "the household was not taken in"),
        why: .init(zh: "这个户编号已经登记在册，或在文件里出现两次", en: "its number is in the register already, or stands twice in the file"),
        remedy: .init(zh: "变化请在户页登记", en: "record changes on the household's page"))
    static let householdRejected = Problem(
        "household-rejected", what: .init(zh: "此人没有导入", en: "the person was not taken in"),
        why: .init(zh: "所在的户没有导入", en: "the household was not"), remedy: .init(zh: "请先改正户信息", en: "correct the household first"))
    static let outside = Problem(
        "region-outside", what: .init(zh: "本户没有导入", en: "the household was not taken in"),
        why: .init(zh: "所在村不在你的辖区", en: "its village lies outside your region"), remedy: .init(zh: "请由所在县导入", en: "let its county import it"))
}
