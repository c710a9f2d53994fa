import Actions
import Basics

/// What can be wrong with an account's data, for the form, the spreadsheet's reject file and the API alike.
package struct FieldMistake: Error, Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case missing, tooLong, badLogin, loginIsNumber, loginTaken, loginTwice, badName, unknownRole, badRegion, noSuchRegion, regionOutside,
            wrongLevel
        case departmentMissing, departmentForbidden, departmentUnknown, badPhone, otherAdministrator, administratorInList, badSpan, tooFewFields
        case datasetUnknown
    }

    package let field: String
    package let kind: Kind

    package init(_ field: String, _ kind: Kind) {
        self.field = field
        self.kind = kind
    }

    package var problem: Problem {
        let (zh, en) = kind.words
        let remedy = kind.remedy
        return Problem(
            .init(rawValue: "account-\(kind.rawValue.lowercased())"), what: .init(zh: "这一项不能使用", en: "this cannot be used"),
            why: .init(zh: zh, en: en), remedy: .init(zh: remedy.0, en: remedy.1))
    }

    package var fieldProblem: FieldProblem { FieldProblem(field: field, problem: problem) }
}

extension FieldMistake.Kind {
    fileprivate var words: (String, String) {
        switch self {
        case .missing: ("没有填写", "nothing is filled in")
        case .tooLong: ("太长", "it is too long")
        case .badLogin:
            ("登录名只用小写字母、数字和 . _ -,以字母开头,2 至 40 个字符", "a login has small letters, digits and . _ -, begins with a letter, and is 2 to 40 long")
        case .loginIsNumber: ("登录名像电话或证件号", "the login looks like a phone or an ID number")
        case .loginTaken: ("登录名已有人用", "the login is taken")
        case .loginTwice: ("同一登录名在文件里出现过", "the login stands earlier in the file")
        case .badName: ("姓名里有不能使用的字符", "the name has characters that cannot be used")
        case .unknownRole: ("没有这种岗位", "there is no such role")
        case .badRegion: ("区划代码不能使用", "the region code cannot be used")
        case .noSuchRegion: ("区划名单里没有这个代码,或者已经撤销", "no list of regions has this code, or the region has ended")
        case .regionOutside: ("不在您管理的区域内", "it lies outside the region you administer")
        case .wrongLevel: ("这个岗位不设在这一级", "this role is not held at that level")
        case .departmentMissing: ("部门联络员要写明部门", "a department officer needs a department")
        case .departmentForbidden: ("只有部门联络员才写部门", "only a department officer has a department")
        case .departmentUnknown: ("没有这个部门", "there is no such department")
        case .badPhone: ("手机号应为 11 位数字,以 1 开头", "a mobile number has 11 digits and begins with 1")
        case .otherAdministrator: ("同一手机号的人已是另一种管理员", "the person with this phone is an administrator of another kind")
        case .administratorInList: ("三员要逐个申请", "the three administrators are proposed one by one")
        case .badSpan: ("有效期的止日早于起日", "the last day is before the first")
        case .datasetUnknown: ("没有这个数据集,或者不归这个账号的部门报送", "there is no such dataset, or it is not the department's to send")
        case .tooFewFields: ("这一行的格数与表头不同", "the row has another number of cells than the header")
        }
    }

    fileprivate var remedy: (String, String) {
        switch self {
        case .unknownRole: ("岗位名见下载的模板", "the roles are listed in the template")
        case .departmentUnknown: ("部门名见下载的模板", "the departments are listed in the template")
        case .datasetUnknown: ("写部门和数据集的名称,如 public-security/vehicles", "write department and dataset, such as public-security/vehicles")
        case .loginTaken, .loginTwice: ("换一个登录名", "choose another login")
        case .otherAdministrator: ("系统、安全、审计三员由不同的人担任", "the three administrators are three people")
        case .badRegion, .noSuchRegion, .wrongLevel, .regionOutside: ("请查统计用区划代码", "look it up in the statistical region codes")
        default: ("请改正后再交", "correct it and hand it in again")
        }
    }
}
