import Actions
import Basics
import Storage
import Testing
import Web

@testable import Access

@Suite struct AdministrationTests {
    private static func fields(
        _ login: String = "li.na", role: String = "village-officer", region: String = "990121204207", department: String = "", phone: String = ""
    ) -> AccountFields {
        AccountFields(login: login, name: "李娜", role: role, region: region, department: department, phone: phone)
    }

    private static func propose(_ fields: AccountFields, by admin: Account, _ house: House) async throws -> Int64 {
        try await house.desk.perform(ProposeAccount(fields), as: admin.actor, request: .init(id: "r")).outcome
    }

    private static func mistakes(_ error: any Error) -> [String] {
        guard case Refusal.invalid(let problems)? = error as? Refusal else { return ["\(error)"] }
        return problems.map { "\($0.field) \($0.problem.code)" }
    }

    @Test func aProposedAccountOpensOnlyAfterAnotherGrantedItAndASecretWasHandedOut() async throws {
        try await eachHouse { house in
            let admin = try await house.account("admin", .systemAdmin, .county)
            let security = try await house.account("security", .securityAdmin, .county)
            let id = try await Self.propose(Self.fields(), by: admin, house)
            let secret = OneTimeSecret.fresh()
            let issue = try IssueSecret(account: id, secret: secret, days: 14, vault: house.desk.vault)
            await #expect(throws: Refusal.self) { try await house.desk.perform(issue, as: admin.actor, request: .init(id: "r")) }
            try await approve(id, security, house)
            _ = try await house.desk.perform(issue, as: admin.actor, request: .init(id: "r"))

            let token = try await house.open("li.na", secret)
            let visitor = try #require(try await house.visitor(token))
            #expect(visitor.detour == .password && visitor.actor.permissions == [.accountOwn])
            let own = OwnPassword(gate: house.gate)
            for (password, again) in [("short", "short"), ("12345678", "12345678"), ("li.na2026", "li.na2026"), ("屋后有三棵核桃树", "屋后有两棵核桃树")] {
                await #expect(throws: Refusal.self) { try await own.change(present: nil, to: password, again: again, token: token, from: .office) }
            }
            let next = try await own.change(present: nil, to: House.password, again: House.password, token: token, from: .office)
            #expect(try await house.visitor(next)?.detour == nil)
            await #expect(throws: Refusal.invalid("password", Gate.refused)) { try await house.open("li.na", secret) }
        }
    }

    @Test func aSecretIsRefusedWhenItsTimeIsUp() async throws {
        try await eachHouse { house in
            let admin = try await house.account("admin", .systemAdmin, .county)
            let account = try await house.account("wang.fang", .villageOfficer, .village)
            let secret = OneTimeSecret.fresh()
            _ = try await house.desk.perform(
                IssueSecret(account: account.id, secret: secret, days: 1, vault: house.desk.vault), as: admin.actor, request: .init(id: "r"))
            house.pass(seconds: 86_400)
            await #expect(throws: Refusal.invalid("password", Gate.refused)) { try await house.open("wang.fang", secret) }
        }
    }

    /// One's own region and what lies in it; another county or the province is refused for each verb.
    @Test func aCountysAdministratorReachesHisCountyOnly() async throws {
        try await eachHouse { house in
            let admin = try await house.account("admin", .systemAdmin, .county)
            let security = try await house.account("security", .securityAdmin, .county)
            let theirs = [
                try await house.account("other.village", .villageOfficer, .otherVillage),
                try await house.account("other.county", .countyOffice, .otherCounty),
                try await house.account("above", .cityOffice, .city), try await house.account("top", .provinceOffice, .province),
            ]
            let own = try await house.account("own", .villageOfficer, .village)
            let list = try await house.desk.ask(
                AccountList(role: nil, state: nil, login: "", after: 0, limit: 50, language: .zh, states: [:]), as: admin.actor)
            #expect(list.lines.map(\.login) == ["admin", "security", "own"] && list.activeText == "3")
            let request = ActionRequest(id: "r", purpose: "离岗")
            for account in theirs.map(\.id) + [9999] {
                await #expect(throws: Refusal.notFound) { try await house.desk.ask(AccountByID(id: account), as: admin.actor) }
                await #expect(throws: Refusal.notFound) {
                    try await house.desk.perform(DisableAccount(account: account), as: admin.actor, request: request)
                }
                await #expect(throws: Refusal.notFound) {
                    try await house.desk.perform(EndSessions(account: account), as: admin.actor, request: request)
                }
                await #expect(throws: Refusal.notFound) {
                    try await house.desk.perform(
                        IssueSecret(account: account, secret: "x", days: 1, vault: house.desk.vault), as: admin.actor, request: request)
                }
                await #expect(throws: Refusal.notFound) {
                    try await house.desk.perform(RemoveSecondFactor(account: account), as: security.actor, request: request)
                }
                await #expect(throws: Refusal.notFound) {
                    try await house.desk.perform(
                        TransferAccount(account: account, role: .villageOfficer, region: .village), as: security.actor, request: request)
                }
            }
            for region in ["990122101201", "990122", "9901", "99"] {
                do {
                    _ = try await Self.propose(Self.fields(region: region), by: admin, house)
                    Issue.record("\(region) was let through")
                } catch { #expect(Self.mistakes(error).contains("region account-regionoutside")) }
            }
            // Nor can an account of his be sent into another region.
            await #expect(throws: Refusal.self) {
                try await house.desk.perform(
                    TransferAccount(account: own.id, role: .villageOfficer, region: .otherVillage), as: security.actor, request: request)
            }
        }
    }

    @Test func aGraveRoleNeedsASecondPerson() async throws {
        try await eachHouse { house in
            let (first, second) = (
                try await house.account("security1", .securityAdmin, .province), try await house.account("security2", .securityAdmin, .province)
            )
            let account = try await house.account("wang.fang", .countyOffice, .county)
            let asked = try await house.desk.perform(
                TransferAccount(account: account.id, role: .provinceOffice, region: .province), as: first.actor, request: .init(id: "r"))
            #expect(asked.outcome == .asked)
            #expect(try await house.reload(account).role == .countyOffice)
            await #expect(throws: Refusal.conflict(DecideRequest.ownRequest)) { try await approve(account.id, first, house) }
            try await approve(account.id, second, house)
            #expect(try await house.reload(account).role == .provinceOffice)
            await #expect(throws: Refusal.self) { try await approve(account.id, second, house) }
        }
    }

    /// The table itself refuses a decision by whoever asked, should the program ever forget.
    @Test func theDatabaseRefusesADecisionByWhoeverAsked() async throws {
        try await eachHouse { house in
            let admin = try await house.account("admin", .systemAdmin, .county)
            let id = try await Self.propose(Self.fields(), by: admin, house)
            await #expect(throws: StorageProblem.self) {
                try await house.desk.database.write { transaction in
                    _ = try transaction.execute(
                        "UPDATE account_requests SET decision = 'approved', decided_by = \(admin.id), decided_ms = 1 WHERE account = \(id)")
                }
            }
        }
    }

    @Test func nobodyActsOnHisOwnAccount() async throws {
        try await eachHouse { house in
            let admin = try await house.account("admin", .systemAdmin, .province)
            let security = try await house.account("security", .securityAdmin, .province)
            let request = ActionRequest(id: "r", purpose: "自己")
            await #expect(throws: Refusal.conflict(DecideRequest.ownRequest)) {
                try await house.desk.perform(DisableAccount(account: admin.id), as: admin.actor, request: request)
            }
            await #expect(throws: Refusal.conflict(DecideRequest.ownRequest)) {
                try await house.desk.perform(
                    IssueSecret(account: admin.id, secret: "x", days: 1, vault: house.desk.vault), as: admin.actor, request: request)
            }
            await #expect(throws: Refusal.conflict(DecideRequest.ownRequest)) {
                try await house.desk.perform(
                    TransferAccount(account: security.id, role: .provinceOffice, region: .province), as: security.actor, request: request)
            }
            await #expect(throws: Refusal.conflict(DecideRequest.ownRequest)) {
                try await house.desk.perform(RemoveSecondFactor(account: security.id), as: security.actor, request: request)
            }
        }
    }

    @Test func oneOfTheThreeAdministratorsDoesNotTheOthersWork() async throws {
        try await eachHouse { house in
            let admin = try await house.account("admin", .systemAdmin, .province)
            let security = try await house.account("security", .securityAdmin, .province)
            let audit = try await house.account("audit", .auditAdmin, .province)
            let account = try await house.account("wang.fang", .villageOfficer, .village)
            let request = ActionRequest(id: "r", purpose: "试")
            await #expect(throws: Refusal.forbidden(.accountGrant)) {
                try await house.desk.perform(
                    TransferAccount(account: account.id, role: .villageOfficer, region: .otherVillage), as: admin.actor, request: request)
            }
            await #expect(throws: Refusal.forbidden(.accountCreate)) { try await Self.propose(Self.fields(), by: security, house) }
            await #expect(throws: Refusal.forbidden(.accountDisable)) {
                try await house.desk.perform(DisableAccount(account: account.id), as: audit.actor, request: request)
            }
            await #expect(throws: Refusal.forbidden(.auditRead)) { try await house.desk.ask(AuditList(filter: .init(), limit: 5), as: admin.actor) }
            await #expect(throws: Refusal.forbidden(.auditRead)) {
                try await house.desk.ask(AuditList(filter: .init(), limit: 5), as: security.actor)
            }
            #expect(try await !house.desk.ask(AuditList(filter: .init(), limit: 5), as: audit.actor).lines.isEmpty)
        }
    }

    /// 三员: the person behind a phone is one of them at most.
    @Test func onePersonIsNotTwoAdministrators() async throws {
        try await eachHouse { house in
            let admin = try await house.account("admin", .systemAdmin, .province, phone: "13800138000")
            for role in ["security-admin", "audit-admin"] {
                do {
                    _ = try await Self.propose(Self.fields("second", role: role, region: "99", phone: " 138 0013 8000"), by: admin, house)
                    Issue.record("\(role) was let through")
                } catch { #expect(Self.mistakes(error) == ["phone account-otheradministrator"]) }
            }
            _ = try await Self.propose(Self.fields("second", role: "system-admin", region: "99", phone: "13800138000"), by: admin, house)
            _ = try await Self.propose(Self.fields("third", role: "audit-admin", region: "99", phone: "13900139000"), by: admin, house)
        }
    }

    @Test func aLoginIsTakenOnce() async throws {
        try await eachHouse { house in
            let admin = try await house.account("admin", .systemAdmin, .county)
            _ = try await Self.propose(Self.fields("li.na"), by: admin, house)
            do {
                _ = try await Self.propose(Self.fields(" LI.NA"), by: admin, house)
                Issue.record("the login was given twice")
            } catch { #expect(Self.mistakes(error) == ["login account-logintaken"]) }
        }
    }

    @Test func thePhoneIsSealed() async throws {
        try await eachHouse { house in
            let account = try await house.account("wang.fang", .villageOfficer, .village, phone: "13800138000")
            let row = try await house.desk.database.read { try $0.row("SELECT phone, phone_index FROM accounts WHERE id = \(account.id)") }
            let stored = try #require(try row?.optionalBytes("phone")) + (try #require(try row?.optionalBytes("phone_index")))
            #expect(!String(decoding: stored, as: UTF8.self).contains("13800138000"))
        }
    }

    @Test func theFirstThreeAdministratorsAreMadeOnceAndTheirSecretsEnd() async throws {
        try await eachHouse { house in
            _ = try await Bootstrap.begin(in: .province, at: house.desk)
            let openings = try await Bootstrap.begin(in: .province, at: house.desk)
            #expect(openings.map(\.role) == [.systemAdmin, .securityAdmin, .auditAdmin])
            house.pass(seconds: Bootstrap.hours * 3600)
            await #expect(throws: Refusal.invalid("password", Gate.refused)) { try await house.open(openings[0].login, openings[0].secret) }
            let fresh = try await Bootstrap.begin(in: .province, at: house.desk)
            let token = try await house.open(fresh[0].login, fresh[0].secret)
            #expect(try await house.visitor(token)?.detour == .password)
            _ = try await OwnPassword(gate: house.gate).change(
                present: nil, to: House.password, again: House.password, token: token, from: .office)
            await #expect(throws: Refusal.self) { try await Bootstrap.begin(in: .province, at: house.desk) }
        }
    }
}
