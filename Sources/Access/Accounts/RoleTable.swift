import Actions

/// Who may do what: one line for each permission of the house, whatever room declares it. This is the only place where roles get permissions; a
/// test of the platform holds it against the permissions that the rooms declare.
package enum RoleTable {
    /// The offices that work with households, from the village up.
    private static let field: [Role] = [.villageOfficer, .townshipOfficer, .countyOffice]
    private static let offices: [Role] = field + [.cityOffice, .provinceOffice]
    private static let county: [Role] = [.countyOffice, .cityOffice, .provinceOffice]
    private static let everybody = Role.allCases

    package static let lines: [(permission: String, roles: [Role])] = [
        // Access
        ("account.own", everybody),
        ("account.read", [.systemAdmin, .securityAdmin]),
        ("account.create", [.systemAdmin]),
        ("account.reset", [.systemAdmin]),
        ("account.disable", [.systemAdmin]),
        ("account.grant", [.securityAdmin]),
        ("token.issue", [.systemAdmin]),
        ("audit.read", [.auditAdmin, .inspector]),
        ("audit.export", [.auditAdmin, .inspector]),

        // Web and Regions
        ("workbench.read", everybody),
        ("system.read", [.systemAdmin]),
        ("start.read", [.systemAdmin] + county),
        ("region.read", everybody),
        ("region.change", [.provinceOffice]),
        ("map.change", [.provinceOffice]),

        // Register
        ("household.read", offices + [.inspector]),
        ("household.change", field),
        ("household.correct", [.townshipOfficer, .countyOffice]),
        ("household.status", [.townshipOfficer, .countyOffice]),
        ("household.moveOut", [.townshipOfficer, .countyOffice]),
        ("person.reveal", field + [.inspector]),
        ("register.import", [.countyOffice]),
        ("identity.decide", [.countyOffice]),
        ("register.export", county + [.inspector]),
        ("register.snapshot", county),
        ("figure.read", offices + [.leader, .inspector]),

        // Imports
        ("delivery.read", county + [.departmentOfficer, .inspector]),
        // How fresh and how good each department's data is, without a row of it.
        ("delivery.figures", county + [.leader, .inspector]),
        ("delivery.submit", [.countyOffice, .departmentOfficer]),
        ("delivery.open", county + [.departmentOfficer]),
        // The office of the level a delivery was made for takes it: a county does not decide about the whole province.
        ("delivery.accept", county),

        // WorkOrders: a department sees what it was asked about its data; whoever gives work out moves its deadlines.
        ("workOrder.read", offices + [.departmentOfficer, .inspector]),
        ("workOrder.do", field + [.departmentOfficer]),
        ("workOrder.dispatch", [.townshipOfficer, .countyOffice]),

        // Clues: the village verifies, the township reviews, the county decides; the levels above draw samples. A leader reads figures.
        ("clue.read", offices + [.inspector]),
        ("clue.figures", [.townshipOfficer, .countyOffice, .cityOffice, .provinceOffice, .leader, .inspector]),
        ("clue.verify", field),
        ("clue.dispatch", [.townshipOfficer, .countyOffice]),
        ("clue.review", [.townshipOfficer, .countyOffice]),
        ("clue.decide", county),

        // Supervision: the township and the county act on what was confirmed; every level urges those below and answers those above. A leader reads
        // what is overdue and the bulletin, in which nobody of the register is named.
        ("measure.read", [.townshipOfficer, .countyOffice, .cityOffice, .provinceOffice, .inspector]),
        ("measure.act", [.townshipOfficer, .countyOffice]),
        ("supervision.read", [.townshipOfficer, .countyOffice, .cityOffice, .provinceOffice, .leader, .inspector]),
        ("urging.read", offices + [.departmentOfficer, .inspector]),
        ("urging.send", [.townshipOfficer, .countyOffice, .cityOffice, .provinceOffice]),
        ("urging.reply", [.villageOfficer, .townshipOfficer, .countyOffice, .cityOffice, .departmentOfficer]),

        // Policies
        ("policy.read", offices + [.inspector]),
        ("policy.run", county),
        ("policy.propose", county),
        ("policy.approve", county),
    ]

    private static let byRole: [Role: Set<Permission>] = {
        var table: [Role: Set<Permission>] = [:]
        for (permission, roles) in lines {
            for role in roles { table[role, default: []].insert(Permission(permission)) }
        }
        return table
    }()

    package static func permissions(of role: Role) -> Set<Permission> { byRole[role] ?? [] }

    /// Permissions that a room declares and the table gives to nobody, or that the table gives and no room declares.
    package static func differences(from declared: [Permission]) -> (unassigned: [String], unknown: [String]) {
        let known = Set(declared.map(\.name))
        let given = Set(lines.map(\.permission))
        return (known.subtracting(given).sorted(), given.subtracting(known).sorted())
    }
}
