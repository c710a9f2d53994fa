import Testing

@testable import Platform

@Suite struct PolicyCheckCommandTests {
    private func check(_ delivery: SmallDelivery, _ root: String = "PolicyPacks") async -> (status: Int32, out: String, err: String) {
        await HeardConsole.run(
            "policy", "check", delivery.folder.file(root), "--packs-root", delivery.folder.file("PolicyPacks"), "--sources-root",
            delivery.folder.file("DataSources"))
    }

    @Test(arguments: ["PolicyPacks", "PolicyPacks/test/cars"])
    func aRuleThatRunsOneSubjectAtATimeIsNamedWithItsReason(root: String) async throws {
        let delivery = try SmallDelivery()
        let path = "PolicyPacks/test/cars/rules/costly-car.yaml"
        // A list that is written down is no column, wherever the limit comes from.
        try delivery.folder.write(
            try delivery.folder.read(path).replacing("when: size(costly) > 0", with: "when: \"[size(costly), 0].exists(n, n > 0)\""), to: path)
        let run = await check(delivery, root)
        #expect(run.status == 0, "\(run.out)")
        #expect(run.out.contains("test/cars/rules/costly-car.yaml: note: runs one subject at a time: a list or map built from values"), "\(run.out)")
    }

    @Test func aRuleThatRunsInColumnsIsNotNamed() async throws {
        let run = await check(try SmallDelivery())
        #expect(run.status == 0)
        #expect(!run.out.contains("one subject at a time"), "\(run.out)")
    }
}
