import Actions
import Basics
import Testing
import Web

@testable import Access

@Suite struct RoleTableTests {
    private func may(_ role: Role, _ prefix: String) -> Bool { RoleTable.permissions(of: role).contains { $0.name.hasPrefix(prefix) } }

    @Test func everyPermissionIsGivenToSomebodyAndNoLineStandsTwice() {
        #expect(RoleTable.lines.allSatisfy { !$0.roles.isEmpty })
        #expect(Set(RoleTable.lines.map(\.permission)).count == RoleTable.lines.count)
        let declared = Permission.access + [.workbenchRead]
        #expect(RoleTable.differences(from: declared).unassigned == [])
    }

    @Test func aPermissionThatIsDeclaredAndNotGivenIsFound() {
        let found = RoleTable.differences(from: [Permission("moon.sell"), .accountOwn])
        #expect(found.unassigned == ["moon.sell"])
        #expect(found.unknown.contains("household.read"))
    }

    /// 三员分立. Nothing of one administrator's is another's, beside what everybody has.
    @Test func theThreeAdministratorsShareNothingButWhatEverybodyHas() {
        let all = Role.allCases.map { RoleTable.permissions(of: $0) }
        let everybody = all.dropFirst().reduce(all[0]) { $0.intersection($1) }
        let system = RoleTable.permissions(of: .systemAdmin).subtracting(everybody)
        let security = RoleTable.permissions(of: .securityAdmin).subtracting(everybody)
        let audit = RoleTable.permissions(of: .auditAdmin).subtracting(everybody)
        #expect(system.intersection(security) == [.accountRead])
        #expect(system.isDisjoint(with: audit) && security.isDisjoint(with: audit))
        #expect(security.contains(.accountGrant) && !system.contains(.accountGrant) && !audit.contains(.accountGrant))
        #expect(system.contains(.accountCreate) && !security.contains(.accountCreate))
        #expect(audit.contains(.auditRead) && !system.contains(.auditRead) && !security.contains(.auditRead))
    }

    @Test func noAdministratorSeesTheRegisterOrADelivery() {
        for role in [Role.systemAdmin, .securityAdmin, .auditAdmin] {
            for prefix in ["household.", "person.", "register.", "delivery."] { #expect(!may(role, prefix), "\(role) \(prefix)") }
        }
    }

    @Test func whoOnlyReadsChangesNothing() {
        #expect(!may(.leader, "household.") && !may(.leader, "person."))
        let writing = [
            "household.change", "household.correct", "household.status", "delivery.submit", "delivery.accept", "register.import", "account.create",
        ]
        #expect(RoleTable.permissions(of: .inspector).isDisjoint(with: writing.map { Permission($0) }))
        #expect(!may(.departmentOfficer, "household.") && !may(.departmentOfficer, "person."))
    }

    @Test func rolesAreHeldWhereTheyExist() {
        #expect(Role.allCases.allSatisfy { !$0.levels.isEmpty && !$0.name.zh.isEmpty && !$0.name.en.isEmpty })
        #expect(Role.provinceOffice.levels == [.province] && Role.villageOfficer.levels == [.village])
        #expect(Role.auditAdmin.isWide(at: .county) && Role.leader.isWide(at: .province) && !Role.leader.isWide(at: .county))
    }
}
