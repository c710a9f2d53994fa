import Actions
import Basics
import Web

extension Visit {
    /// Where the request comes from, for the throttle and the list of sessions.
    var caller: Caller { Caller(address: address ?? "-", agent: userAgent ?? "", request: id) }

    /// The number of one's own account, whatever region one looks at.
    var account: Int64 {
        get throws {
            guard let actor = signedIn?.actor else { throw Refusal.signedOut }
            return actor.account
        }
    }

    /// The token of the session that asks.
    var token: String {
        get throws {
            guard let sessionToken else { throw Refusal.signedOut }
            return sessionToken
        }
    }
}

/// A path of this site to go on to; a form could be copied with an address elsewhere in it.
enum LocalPath {
    static func safe(_ path: String?) -> String {
        guard let path, path.hasPrefix("/"), !path.hasPrefix("//"), !path.contains("\\"), path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            return "/"
        }
        return path
    }
}
