/// How the site is served here.
package struct SiteConfiguration: Sendable {
    /// The folder `Public/` with css, js and icons.
    package var publicFolder: String
    /// Reached over TLS, directly or through a proxy: cookies are then `Secure` and `__Host-`, and HSTS is sent.
    package var isSecure: Bool
    /// How many proxies of ours stand before it: so many hops of `X-Forwarded-For` are believed, no more.
    package var trustedProxies: Int
    /// Shows `/parts`, the specimen sheet.
    package var showsParts: Bool
    /// How often one account or address may come.
    package var allowances: [Pace: Allowance]
    /// How streams of events are kept.
    package var events = EventHabits()

    package init(
        publicFolder: String, isSecure: Bool = false, trustedProxies: Int = 0, showsParts: Bool = false,
        allowances: [Pace: Allowance] = SiteConfiguration.usualAllowances
    ) {
        self.publicFolder = publicFolder
        self.isSecure = isSecure
        self.trustedProxies = trustedProxies
        self.showsParts = showsParts
        self.allowances = allowances
    }

    package static let usualAllowances: [Pace: Allowance] = [
        .reading: Allowance(burst: 120, perMinute: 600), .writing: Allowance(burst: 60, perMinute: 120),
        .guarded: Allowance(burst: 10, perMinute: 20), .heavy: Allowance(burst: 20, perMinute: 30),
    ]
}

/// A bucket: so many at once, refilled by so many a minute.
package struct Allowance: Sendable, Hashable {
    package let burst: Int
    package let perMinute: Int

    package init(burst: Int, perMinute: Int) {
        self.burst = burst
        self.perMinute = perMinute
    }
}
