import Actions
import Basics

extension Visit {
    /// Asks that the account has shown a moment ago who it is, before something grave is shown or done. A person is led to where that is done and back to
    /// `back` (this address when it is not given); a machine gets a problem, unless it came with a token of its own.
    package func requireStepUp(back: String? = nil) throws {
        guard let signedIn else { throw Refusal.signedOut }
        if sessionToken == nil, format == .json { return }
        if let until = signedIn.steppedUpUntil, now < until { return }
        throw RequestFault.stepUp("/account/confirm?back=" + Percent.encoded(back ?? address(with: "region", region?.digits)))
    }
}
