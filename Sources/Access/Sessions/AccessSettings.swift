import Basics

/// How strict the door is. The values are a deployment's; the defaults follow `docs/decisions` and OWASP ASVS 5.
package struct AccessSettings: Sendable {
    package var passwords = PasswordRules.standard
    package var passwordCost = PasswordHash.Cost.standard
    package var secondFactor = SecondFactorRule.countyAndAbove
    /// Seconds without a page after which a session has ended.
    package var idle: Int64 = 30 * 60
    /// Seconds after which it ends whatever happens.
    package var longest: Int64 = 12 * 3600
    /// Seconds in which the second factor must follow the password.
    package var patience: Int64 = 5 * 60
    /// Seconds for which having shown who one is counts, by signing in or once more after that.
    package var stepUp: Int64 = 10 * 60
    /// Days a one-time secret can be used.
    package var invitationDays: Int64 = 14
    /// What the authenticator app calls the platform.
    package var issuer = "有数 Youshu"
    /// The folder names of `DataSources/`: the departments that may have accounts.
    package var departments: Set<String> = []
    /// The folder names of the datasets that departments send (`public-security/vehicles`): what a token can be given for.
    package var datasets: Set<String> = []
    /// What departments and datasets are called, by their folder names.
    package var titles: [String: Problem.Text] = [:]

    package init() {}
}
