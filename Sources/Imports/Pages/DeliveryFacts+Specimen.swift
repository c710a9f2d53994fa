import Actions
import Basics
import Storage

extension DeliveryFacts {
    /// A filled example for the tests that draw every page.
    static let specimen = DeliveryFacts(
        head: .specimen, refusal: nil, refusalDetail: nil, rows: 48_377, accepted: 47_912, rejected: 465, normalised: 12, malformed: 3,
        matchedRows: 31_806, matchedPeople: 22_415, unmatchedRows: 15_742, otherNameRows: 364, firstDay: nil, lastDay: nil,
        received: Moment(milliseconds: 1_760_947_924_000), receivedBy: "顾明", supersededBy: nil,
        file: File(
            name: "医保结算.csv", size: 7_130_000, sha256: String(repeating: "9f", count: 32), format: "delimited", encoding: "GB18030", delimiter: ",",
            sheet: nil, header: ["身份证号"], mapped: ["id_number": "身份证号"], unknown: ["备注"], missing: ["name"], milliseconds: 912),
        reasons: [Reason(reason: "not-a-date", column: "settled_on", rows: 465, line: 22_418, shown: "2052-13-01", detail: "")],
        checks: [
            DeliveryCheck(.rejected, measured: 96, most: 500, result: .passed),
            DeliveryCheck(.change, measured: 210, least: -1500, most: 1500, result: .warning),
        ],
        steps: [Step(step: .received, at: Moment(milliseconds: 1_760_947_924_000), by: "顾明", why: nil)], places: 14, mended: 2,
        supplements: [Other(id: 13, version: 3, state: .checked, received: Moment(milliseconds: 1_760_947_924_000))],
        before: Other(id: 11, version: 1, state: .superseded, received: Moment(milliseconds: 1_760_847_924_000)), earlierShare: 9_921)
}

extension DeliveryHead {
    static let specimen = DeliveryHead(
        id: 12, source: "medical_settlement", folder: "medical-insurance/medical-settlement", department: "medical-insurance", period: "2025-09",
        version: 2, state: .checked)

    private init(id: Int64, source: String, folder: String, department: String, period: String, version: Int64, state: DeliveryState) {
        guard let county = RegionCode(number: 990_101_000_000) else { preconditionFailure("a code of 12 digits was refused") }
        (self.id, self.source, self.folder, self.department, self.period, self.version) = (id, source, folder, department, period, version)
        (region, kind, base, self.state, leaf) = (county, .whole, nil, state, 1)
    }
}
