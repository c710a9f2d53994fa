import Foundation
import Testing

@testable import Policies

@Suite struct EvidenceItemTests {
    @Test func evidenceIsTheSameAfterItWasWrittenAndRead() throws {
        let item = EvidenceItem(name: "price", title: ["zh": "购车价格", "en": "Price"], kind: .money, value: 5_300_000)
        #expect(try JSONDecoder().decode(EvidenceItem.self, from: JSONEncoder().encode(item)) == item)
    }
}
