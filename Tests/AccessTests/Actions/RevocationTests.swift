import Actions
import AuditLog
import Basics
import Storage
import Testing

@testable import Access

/// What an administrator takes away is gone at the next request.
@Suite struct RevocationTests {
    private static let why = ActionRequest(id: "r", purpose: "离岗")

    @Test func disablingEndsSessionsAndTheWayIn() async throws {
        try await eachHouse { house in
            let admin = try await house.account("admin", .systemAdmin, .province)
            let account = try await house.account("wang.fang", .villageOfficer, .village)
            let token = try await house.open("wang.fang")
            _ = try await house.desk.perform(DisableAccount(account: account.id), as: admin.actor, request: Self.why)
            #expect(try await house.visitor(token) == nil)
            await #expect(throws: Refusal.invalid("password", Gate.refused)) { try await house.open("wang.fang") }
        }
    }

    @Test func aTransferDropsTheOldRegionAtOnce() async throws {
        try await eachHouse { house in
            let security = try await house.account("security", .securityAdmin, .province)
            let account = try await house.account("wang.fang", .townshipOfficer, .township)
            let token = try await house.open("wang.fang")
            let done = try await house.desk.perform(
                TransferAccount(account: account.id, role: .villageOfficer, region: .otherVillage), as: security.actor, request: .init(id: "r"))
            #expect(done.outcome == .moved)
            #expect(try await house.visitor(token) == nil)
            let visitor = try #require(try await house.visitor(house.open("wang.fang")))
            #expect(visitor.actor.scope.region == .otherVillage && visitor.actor.role == "village-officer")
            #expect(!visitor.actor.scope.contains(.village))
        }
    }

    /// Even where the sessions were not ended, as by an edit of the row alone, the next request sees the row as it is.
    @Test func aRoleChangedWithoutEndingSessionsStillHoldsAtTheNextRequest() async throws {
        try await eachHouse { house in
            let account = try await house.account("wang.fang", .townshipOfficer, .township)
            let token = try await house.open("wang.fang")
            try await house.desk.database.write { transaction in
                _ = try transaction.execute("UPDATE accounts SET role = 'leader' WHERE id = \(account.id)")
            }
            #expect(try await house.visitor(token)?.actor.permissions == RoleTable.permissions(of: .leader))
        }
    }

    @Test func aNewPasswordEndsTheOtherSessionsAndKeepsThisOneUnderANewToken() async throws {
        try await eachHouse { house in
            try await house.account("wang.fang", .villageOfficer, .village)
            let (here, there) = (try await house.open("wang.fang"), try await house.open("wang.fang"))
            let next = try await OwnPassword(gate: house.gate).change(
                present: House.password, to: "seven persimmons on a wall", again: "seven persimmons on a wall", token: here, from: .office)
            #expect(try await house.visitor(there) == nil)
            #expect(try await house.visitor(here) == nil)
            #expect(try await house.visitor(next) != nil)
            await #expect(throws: Refusal.invalid("password", Gate.refused)) { try await house.open("wang.fang") }
            _ = try await house.open("wang.fang", "seven persimmons on a wall")
        }
    }

    @Test func aSecretHandedOutEndsThePasswordButNotTheSecondFactor() async throws {
        try await eachHouse { house in
            let admin = try await house.account("admin", .systemAdmin, .province)
            let account = try await house.account("wang.fang", .countyOffice, .county)
            _ = try await house.enrol(account)
            let secret = OneTimeSecret.fresh()
            _ = try await house.desk.perform(
                IssueSecret(account: account.id, secret: secret, days: 14, vault: house.desk.vault), as: admin.actor, request: .init(id: "r"))
            await #expect(throws: Refusal.invalid("password", Gate.refused)) { try await house.open("wang.fang") }
            // Whoever has the paper still lacks the phone.
            guard case .secondFactor = try await house.gate.signIn(login: "wang.fang", password: secret, from: .office) else {
                Issue.record("the secret alone opened an account with a second factor")
                return
            }
        }
    }

    @Test func anAccountOpensOnItsDaysOnly() async throws {
        try await eachHouse { house in
            let account = try await house.account("wang.fang", .villageOfficer, .village)
            let token = try await house.open("wang.fang")
            let today = house.now.chinaDate
            try await house.desk.database.write { transaction in
                _ = try transaction.execute("UPDATE accounts SET valid_until = \(today) WHERE id = \(account.id)")
            }
            #expect(try await house.visitor(token) != nil)
            house.pass(seconds: 24 * 3600)
            await #expect(throws: Refusal.invalid("password", Gate.refused)) { try await house.open("wang.fang") }
        }
    }

    /// The transport department's machine, granted, and the administrator who may give it tokens.
    private static func machine(in house: House) async throws -> (machine: Int64, admin: Account) {
        let admin = try await house.account("admin", .systemAdmin, .province)
        let security = try await house.account("security", .securityAdmin, .province)
        let fields = AccountFields(login: "transport.api", name: "车辆接口", role: "department-officer", region: "990121", department: "transport")
        let machine = try await house.desk.perform(ProposeAccount(fields, kind: .machine), as: admin.actor, request: .init(id: "r")).outcome
        try await approve(machine, security, house)
        return (machine, admin)
    }

    @Test func aMachinesTokenEndsWithItsTimeItsAccountAndByHand() async throws {
        try await eachHouse { house in
            let (machine, admin) = try await Self.machine(in: house)

            func issue() async throws -> String {
                let token = SessionToken()
                _ = try await house.desk.perform(
                    IssueToken(
                        account: machine, title: "交通系统", datasets: ["transport/vehicles"], of: house.settings.datasets, days: 30, token: token),
                    as: admin.actor,
                    request: .init(id: "r"))
                return token.text
            }
            func comesIn(_ token: String) async throws -> Bool { try await house.doorkeeper.visitor(bearer: token, now: house.now) != nil }

            let first = try await issue()
            let visitor = try #require(try await house.doorkeeper.visitor(bearer: first, now: house.now))
            #expect(visitor.actor.scope == Scope(region: .county, department: "transport", datasets: ["transport/vehicles"]))
            #expect(try await house.visitor(first) == nil)
            try await Self.theTokenStandsInTheLog(visitor.actor, house)
            let id = try await house.desk.database.read { try $0.row("SELECT id FROM api_tokens")?.integer("id") ?? 0 }
            _ = try await house.desk.perform(EndToken(token: id), as: admin.actor, request: .init(id: "r"))
            #expect(try await !comesIn(first))
            let second = try await issue()
            house.pass(seconds: 31 * 86_400)
            #expect(try await !comesIn(second))
            let third = try await issue()
            _ = try await house.desk.perform(DisableAccount(account: machine), as: admin.actor, request: Self.why)
            #expect(try await !comesIn(third))
        }
    }

    /// Whatever the machine does names the token it came with.
    private static func theTokenStandsInTheLog(_ actor: Actor, _ house: House) async throws {
        _ = try await house.desk.perform(ChooseLanguage(account: actor.account, language: "en"), as: actor, request: .init(id: "by-token"))
        let (token, last) = try await house.desk.database.read { reader in
            (
                try reader.row("SELECT id FROM api_tokens")?.integer("id"),
                try reader.row("SELECT entry FROM audit_leaves ORDER BY seq DESC LIMIT 1")?.bytes("entry")
            )
        }
        let entry = try AuditEntry(canonical: try #require(last))
        #expect(token != nil && actor.token == token)
        #expect(entry.account == String(actor.account) && entry.details["token"] == token.map { .integer($0) })
    }

    @Test func aTokenNamesDatasetsOfItsDepartmentThatExist() async throws {
        try await eachHouse { house in
            let (machine, admin) = try await Self.machine(in: house)
            for wrong in [["vehicles"], ["transport/ships"], ["civil-affairs/deaths"], ["transport/vehicles", "civil-affairs/deaths"], []] {
                await #expect(throws: Refusal.self, "\(wrong)") {
                    let token = SessionToken()
                    let issue = try IssueToken(
                        account: machine, title: "交通系统", datasets: wrong, of: house.settings.datasets, days: 30, token: token)
                    _ = try await house.desk.perform(issue, as: admin.actor, request: .init(id: "r"))
                }
            }
            let token = SessionToken()
            let issue = try IssueToken(
                account: machine, title: "交通系统", datasets: ["transport/vehicles", "transport/permits", "transport/vehicles"],
                of: house.settings.datasets, days: 30,
                token: token)
            _ = try await house.desk.perform(issue, as: admin.actor, request: .init(id: "r"))
            let visitor = try #require(try await house.doorkeeper.visitor(bearer: token.text, now: house.now))
            #expect(visitor.actor.scope.datasets == ["transport/permits", "transport/vehicles"])
        }
    }
}

/// The security administrator grants whatever waits for an account.
func approve(_ account: Int64, _ security: Account, _ house: House) async throws {
    let request = try await house.desk.database.read {
        try $0.row("SELECT id FROM account_requests WHERE account = \(account) AND decision = 'open'")?.integer("id") ?? -1
    }
    _ = try await house.desk.perform(DecideRequest(request: request, approve: true), as: security.actor, request: .init(id: "r"))
}
