import Basics

extension Role {
    /// What the post is called on screens and in spreadsheets.
    package var name: Problem.Text {
        switch self {
        case .villageOfficer: .init(zh: "村信息员", en: "Village officer")
        case .townshipOfficer: .init(zh: "乡镇专干", en: "Township officer")
        case .countyOffice: .init(zh: "县级部门", en: "County office")
        case .cityOffice: .init(zh: "市级部门", en: "City office")
        case .provinceOffice: .init(zh: "省级部门", en: "Province office")
        case .departmentOfficer: .init(zh: "部门联络员", en: "Department officer")
        case .leader: .init(zh: "领导", en: "Leader")
        case .inspector: .init(zh: "监督检查", en: "Inspector")
        case .systemAdmin: .init(zh: "系统管理员", en: "System administrator")
        case .securityAdmin: .init(zh: "安全管理员", en: "Security administrator")
        case .auditAdmin: .init(zh: "审计管理员", en: "Audit administrator")
        }
    }
}
