import Basics

/// An account as somebody wrote it down, in a form or a row of a spreadsheet.
package struct AccountFields: Sendable, Hashable {
    package var login: String
    package var name: String
    package var role: String
    package var region: String
    package var department: String
    package var phone: String

    package init(login: String, name: String, role: String, region: String, department: String = "", phone: String = "") {
        self.login = login
        self.name = name
        self.role = role
        self.region = region
        self.department = department
        self.phone = phone
    }
}

/// The same, read and found right as far as it can be without asking the database.
package struct AccountDraft: Sendable, Hashable {
    package let login: String
    package let name: String
    package let role: Role
    package let region: RegionCode
    package let department: String?
    /// 11 digits.
    package let phone: String?

    /// `within` is the region of whoever writes: another county or a higher region is a mistake. Without `departments` any department is taken.
    package static func read(_ fields: AccountFields, within: RegionCode, departments: Set<String>?) -> Result<AccountDraft, Mistakes> {
        var mistakes: [FieldMistake] = []
        func kept<T>(_ read: () throws(FieldMistake) -> T) -> T? {
            do throws(FieldMistake) { return try read() } catch {
                mistakes.append(error)
                return nil
            }
        }
        let login = kept { () throws(FieldMistake) in try self.login(fields.login) }
        let name = kept { () throws(FieldMistake) in try self.name(fields.name) }
        let role = kept { () throws(FieldMistake) in try self.role(fields.role) }
        let region = kept { () throws(FieldMistake) in try self.region(fields.region, within: within) }
        let department = kept { () throws(FieldMistake) in try self.department(fields.department, departments) }
        let phone = kept { () throws(FieldMistake) in try self.phone(fields.phone) }
        if let role, let region, let department, let mistake = role.problem(in: region, department: department) { mistakes.append(mistake) }
        guard mistakes.isEmpty, let login, let name, let role, let region, let department, let phone else { return .failure(Mistakes(mistakes)) }
        return .success(AccountDraft(login: login, name: name, role: role, region: region, department: department, phone: phone))
    }

    /// All that is wrong with one account.
    package struct Mistakes: Error, Sendable, Hashable {
        package let all: [FieldMistake]
        package init(_ all: [FieldMistake]) { self.all = all }
    }

    /// Small letters, digits and `. _ -`. Never a phone or an ID number, which everybody could look up or would have to keep secret.
    package static func login(_ text: String) throws(FieldMistake) -> String {
        let login = NumberText.cleaned(text).lowercased()
        if login.isEmpty { throw FieldMistake("login", .missing) }
        if login.utf8.count >= 11, login.dropLast().utf8.allSatisfy(NumberText.isDigit) { throw FieldMistake("login", .loginIsNumber) }
        guard (2...40).contains(login.utf8.count), let first = login.utf8.first, isLetter(first),
            login.utf8.allSatisfy({ isLetter($0) || NumberText.isDigit($0) || [0x2E, 0x5F, 0x2D].contains($0) })
        else { throw FieldMistake("login", .badLogin) }
        return login
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

    private static func name(_ text: String) throws(FieldMistake) -> String {
        let name = text.trimmed
        if name.isEmpty { throw FieldMistake("name", .missing) }
        if name.count > 50 { throw FieldMistake("name", .tooLong) }
        let refused: Set<Unicode.GeneralCategory> = [.control, .format, .privateUse, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator]
        if name.unicodeScalars.contains(where: { refused.contains($0.properties.generalCategory) }) { throw FieldMistake("name", .badName) }
        return name
    }

    private static func role(_ text: String) throws(FieldMistake) -> Role {
        let text = text.trimmed.lowercased()
        if text.isEmpty { throw FieldMistake("role", .missing) }
        guard let role = Role(rawValue: text) ?? Role.allCases.first(where: { $0.name.zh == text || $0.name.en.lowercased() == text }) else {
            throw FieldMistake("role", .unknownRole)
        }
        return role
    }

    private static func region(_ text: String, within: RegionCode) throws(FieldMistake) -> RegionCode {
        if text.trimmed.isEmpty { throw FieldMistake("region", .missing) }
        guard let region = try? RegionCode(text) else { throw FieldMistake("region", .badRegion) }
        guard within.contains(region) else { throw FieldMistake("region", .regionOutside) }
        return region
    }

    private static func department(_ text: String, _ known: Set<String>?) throws(FieldMistake) -> String? {
        let text = text.trimmed.lowercased()
        if text.isEmpty { return nil }
        guard known?.contains(text) ?? true else { throw FieldMistake("department", .departmentUnknown) }
        return text
    }

    private static func phone(_ text: String) throws(FieldMistake) -> String? {
        let phone = NumberText.cleaned(text)
        if phone.isEmpty { return nil }
        guard phone.utf8.count == 11, phone.utf8.first == UInt8(ascii: "1"), phone.utf8.allSatisfy(NumberText.isDigit) else {
            throw FieldMistake("phone", .badPhone)
        }
        return phone
    }
}

extension String {
    /// Without blanks at either end.
    var trimmed: String {
        let isBlank = { (character: Character) in character.unicodeScalars.allSatisfy { NumberText.isBlank($0.value) } }
        return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
}
