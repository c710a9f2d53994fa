import Actions
import Basics
import Storage

/// The language of one's own screens, on every device.
package struct ChooseLanguage: Action {
    package static let name = "account.chooseLanguage"
    package static let permission = Permission.accountOwn
    package var account: Int64
    /// `zh` or `en`.
    package var language: String

    package init(account: Int64, language: String) {
        self.account = account
        self.language = language
    }

    package func place(in reading: Reading) throws -> RegionCode? { try OwnAccount.place(account, reading) }

    package func perform(in writing: Writing) throws -> Bool {
        guard ["zh", "en"].contains(language) else { throw Refusal.invalid([FieldMistake("language", .missing).fieldProblem]) }
        writing.subject = "account/\(account)"
        try writing.change(.accounts, id: account, ["language": language])
        return true
    }
}
