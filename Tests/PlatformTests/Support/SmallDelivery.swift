import Foundation

@testable import Platform

/// A register of two households with a data source and a pack of its own: small enough to know every clue by heart.
///
/// Household 1 (village 990102001001) has 张三 with a car of 80,000 yuan and 李四 without; household 2 (village 990103001001) has
/// 欧阳英 with one of 30,000. A car above 50,000 yuan is a clue.
struct SmallDelivery {
    let folder: TemporaryFolder
    static let ids = ["990102196001010011", "990102201203041151", "990103197505052048"]

    init(name: String = "张三", ruleTitle: String = "名下有超值车辆", extraRow: String = "") throws {
        folder = try TemporaryFolder()
        try writeSources()
        try writePack(ruleTitle)
        try folder.write(
            "person_id,household_id,name,id_number\n11,1,\(name),\(Self.ids[0])\n12,1,李四,\(Self.ids[1])\n21,2,欧阳英,\(Self.ids[2])\n",
            to: "data/persons.csv")
        try folder.write("household_id,village_code\n1,990102001001\n2,990103001001\n", to: "data/households.csv")
        try folder.write(
            "id_number,price,registered_on\n\(Self.ids[0]),80000,2024-05-17\n\(Self.ids[2]),30000,2023-01-02\n\(extraRow)", to: "data/vehicles.csv")
    }

    /// The arguments of a comparison over it.
    func compare(to out: String = "out", _ more: String...) async -> (status: Int32, out: String, err: String) {
        let listener = HeardConsole()
        let arguments = [
            "compare", "--data", folder.file("data"), "--out", folder.file(out), "--packs-root", folder.file("PolicyPacks"), "--sources-root",
            folder.file("DataSources"), "--as-of", "2025-06-30",
        ]
        let status = await Program.run(arguments + more, on: listener.console)
        return (status, listener.out, listener.err)
    }

    private func writeSources() throws {
        func source(_ folderName: String, _ lines: String) throws {
            let head = """
                title: {zh: 测试, en: Test}
                publisher: {zh: 测试, en: Test}
                department: \(folderName.split(separator: "/")[0])
                legal_basis: {zh: 无, en: None}
                frequency: once

                """
            try folder.write(head + lines, to: "DataSources/\(folderName)/source.yaml")
        }
        try source(
            "register/persons",
            """
            name: persons
            role: persons
            files: [persons]
            anchor: person
            key: id_number
            columns:
              - {name: person_id, type: int, title: {zh: 人口编号, en: Person}, required: true}
              - {name: household_id, type: int, title: {zh: 户编号, en: Household}, required: true}
              - {name: name, type: text, title: {zh: 姓名, en: Name}}
              - {name: id_number, type: person_id, title: {zh: 证件号码, en: ID number}, required: true}

            """)
        try source(
            "register/households",
            """
            name: households
            role: households
            files: [households]
            anchor: household
            key: household_id
            columns:
              - {name: household_id, type: int, title: {zh: 户编号, en: Household}, required: true}
              - {name: village_code, type: region, title: {zh: 村, en: Village}, required: true}

            """)
        try source(
            "public-security/vehicles",
            """
            name: vehicles
            role: department
            files: [vehicles]
            anchor: person
            key: id_number
            columns:
              - {name: id_number, type: person_id, title: {zh: 证件号码, en: ID number}, required: true}
              - {name: price, type: money, title: {zh: 购车价格, en: Price}}
              - {name: registered_on, type: date, title: {zh: 登记日期, en: Registered on}}

            """)
    }

    private func writePack(_ ruleTitle: String) throws {
        let root = "PolicyPacks/test/cars"
        try folder.write(
            """
            title: {zh: 测试政策, en: Test policy}
            authority: {zh: 测试, en: Test}
            area: ""
            contact: {zh: 测试, en: Test}

            """, to: "\(root)/pack.yaml")
        try folder.write("- {code: lent_name, zh: 借名登记, en: Name lent}\n", to: "\(root)/codes/explanations.yaml")
        try folder.write(
            """
            name: price_limit
            title: {zh: 车价上限, en: Price limit}
            type: money
            values:
              - {from: 2020-01-01, value: 50000, reference: "测试文件"}
            last_verified_on: 2025-01-02
            verified: true

            """, to: "\(root)/parameters/price-limit.yaml")
        try folder.write(rule(title: ruleTitle), to: "\(root)/rules/costly-car.yaml")
    }

    private func rule(title: String) -> String {
        let quoted = "'" + title.replacing("'", with: "''") + "'"
        return """
            id: costly-car
            version: 1
            status: experimental
            title: {zh: \(quoted), en: \(quoted)}
            subject: person
            outcome: veto
            severity: 3
            references:
              - {title: 测试文件, section: 第一条}
            in_force: {from: 2020-01-01, until: unknown}
            verified: true
            let:
              costly: person.vehicles.filter(v, v.price > parameter.price_limit)
            when: size(costly) > 0
            evidence:
              - {name: price, zh: 购车价格, en: Price, value: "max(costly.map(v, v.price))"}
              - {name: cars, zh: 车辆数, en: Cars, value: size(costly)}
            message: {zh: "名下车辆 {cars} 辆,最高 {price}", en: "{cars} cars, up to {price}"}
            investigate: {zh: 查看行驶证, en: See the vehicle licence}
            false_positives: [lent_name]
            examples:
              - title: costly
                fires: true
                as_of: 2025-06-30
                facts:
                  members: [{vehicles: [{price: 80000}]}]
                evidence: {price: 8000000, cars: 1}
              - title: very costly
                fires: true
                as_of: 2025-06-30
                facts:
                  members: [{vehicles: [{price: 90000}]}]
                evidence: {price: 9000000, cars: 1}
              - title: cheap
                fires: false
                as_of: 2025-06-30
                facts:
                  members: [{vehicles: [{price: 30000}]}]
              - title: none
                fires: false
                as_of: 2025-06-30
                facts:
                  members: [{}]

            """
    }
}
