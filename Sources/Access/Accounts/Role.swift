import Basics

/// What a post is called and where it may be held. An account has one role, in one region; what the role may do stands in `RoleTable`.
package enum Role: String, Sendable, Codable, CaseIterable {
    case villageOfficer = "village-officer"
    case townshipOfficer = "township-officer"
    case countyOffice = "county-office"
    case cityOffice = "city-office"
    case provinceOffice = "province-office"
    /// Hands over one department's files; sees nothing else.
    case departmentOfficer = "department-officer"
    /// Reads figures, never a person.
    case leader
    /// Discipline inspection and audit: reads everything of the region, changes nothing.
    case inspector
    /// 系统管理员: runs the platform and keeps the list of accounts; cannot read the register and cannot grant.
    case systemAdmin = "system-admin"
    /// 安全管理员: grants roles and regions; cannot make accounts and cannot read the register.
    case securityAdmin = "security-admin"
    /// 审计管理员: reads the log of what everybody did, the other two administrators included.
    case auditAdmin = "audit-admin"

    /// The three that 等保 separates: whoever holds one holds no other.
    package var isAdministrator: Bool { [.systemAdmin, .securityAdmin, .auditAdmin].contains(self) }

    package var hasDepartment: Bool { self == .departmentOfficer }

    /// The levels at which the post exists.
    package var levels: Set<RegionCode.Level> {
        switch self {
        case .villageOfficer: [.village]
        case .townshipOfficer: [.township]
        case .countyOffice: [.county]
        case .cityOffice: [.city]
        case .provinceOffice: [.province]
        case .departmentOfficer, .inspector, .systemAdmin, .securityAdmin, .auditAdmin: [.province, .city, .county]
        case .leader: [.province, .city, .county, .township]
        }
    }

    /// Whether the post stands over a whole province or over the platform: such a grant is named as such to whoever decides it.
    package func isWide(at level: RegionCode.Level) -> Bool { isAdministrator || level == .province }

    /// Why the role cannot be held in a region, or nil.
    package func problem(in region: RegionCode, department: String?) -> FieldMistake? {
        if !levels.contains(region.level) { return .init("region", .wrongLevel) }
        if hasDepartment != (department != nil) { return .init("department", hasDepartment ? .departmentMissing : .departmentForbidden) }
        return nil
    }
}

/// Which posts must show a second factor. The law wants it of all cadres; a deployment may begin with those who see or decide most.
package struct SecondFactorRule: Sendable, Hashable {
    package var roles: Set<Role>

    package static let everybody = SecondFactorRule(roles: Set(Role.allCases))
    /// Only where nobody is real: in a demonstration.
    package static let nobody = SecondFactorRule(roles: [])
    /// County and above, inspectors and administrators.
    package static let countyAndAbove = SecondFactorRule(
        roles: [.countyOffice, .cityOffice, .provinceOffice, .inspector, .systemAdmin, .securityAdmin, .auditAdmin])

    package func demands(_ role: Role) -> Bool { roles.contains(role) }
}
