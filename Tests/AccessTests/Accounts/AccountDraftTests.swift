import Basics
import Testing

@testable import Access

@Suite struct AccountDraftTests {
    private static func read(
        _ login: String = "li.na", name: String = "李娜", role: String = "village-officer", region: String = "990121204207", department: String = "",
        phone: String = ""
    ) -> Result<AccountDraft, AccountDraft.Mistakes> {
        AccountDraft.read(
            AccountFields(login: login, name: name, role: role, region: region, department: department, phone: phone), within: .county,
            departments: ["transport"])
    }

    private static func mistakes(_ result: Result<AccountDraft, AccountDraft.Mistakes>) -> [String] {
        guard case .failure(let mistakes) = result else { return [] }
        return mistakes.all.map { "\($0.field) \($0.kind.rawValue)" }
    }

    @Test func whatIsWrittenAsPeopleWriteIsUnderstood() throws {
        let draft = try Self.read(" Li.Na ", name: " 李娜　", role: "村信息员", region: "９９０１２１２０４２０７", phone: "138 0013-8000".replacing("-", with: " "))
            .get()
        #expect(
            draft.login == "li.na" && draft.name == "李娜" && draft.role == .villageOfficer && draft.region == .village && draft.phone == "13800138000")
        #expect(try Self.read(role: "Department officer", region: "990121", department: "Transport").get().department == "transport")
    }

    @Test(arguments: [
        ("", "login missing"), ("a", "login badLogin"), ("1abc", "login badLogin"), ("li na!", "login badLogin"), ("李娜", "login badLogin"),
        ("13800138000", "login loginIsNumber"), ("99012119800101123x", "login loginIsNumber"), (String(repeating: "a", count: 41), "login badLogin"),
    ])
    func aLoginThatCannotBeUsedIsNamed(login: String, mistake: String) { #expect(Self.mistakes(Self.read(login)) == [mistake]) }

    @Test func everyMistakeOfARowIsTold() {
        let result = Self.read("", name: "", role: "boss", region: "88", department: "zoo", phone: "12")
        #expect(
            Self.mistakes(result) == [
                "login missing", "name missing", "role unknownRole", "region regionOutside", "department departmentUnknown", "phone badPhone",
            ])
    }

    @Test func aRoleIsHeldAtItsLevel() {
        #expect(Self.mistakes(Self.read(region: "990121")) == ["region wrongLevel"])
        #expect(Self.mistakes(Self.read(role: "county-office", region: "990121204207")) == ["region wrongLevel"])
        #expect(Self.mistakes(Self.read(role: "department-officer", region: "990121")) == ["department departmentMissing"])
        #expect(Self.mistakes(Self.read(department: "transport")) == ["department departmentForbidden"])
    }

    @Test func namesWithHiddenCharactersAreRefused() {
        #expect(Self.mistakes(Self.read(name: "李\u{202E}娜")) == ["name badName"])
        #expect(Self.mistakes(Self.read(name: "李\u{0}娜")) == ["name badName"])
        #expect(Self.mistakes(Self.read(name: "阿卜杜拉·买买提")) == [])
        #expect(Self.mistakes(Self.read(name: String(repeating: "李", count: 51))) == ["name tooLong"])
    }
}
