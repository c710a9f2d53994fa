/// How personal data is shown when it is not shown (handbook §10): enough to recognise a number one has at hand, too little to use it.
package enum Masking {
    /// First 6, `********`, last 4. A text too short to hide anything in that way is hidden whole.
    package static func residentID(_ text: String) -> String {
        let characters = Array(text.unicodeScalars)
        guard characters.count >= 15 else { return stars(characters.count) }
        return joined(characters.prefix(6)) + "********" + joined(characters.suffix(4))
    }

    /// Stars and the last 4.
    package static func bankCard(_ text: String) -> String {
        let characters = Array(text.unicodeScalars)
        guard characters.count >= 8 else { return stars(characters.count) }
        return stars(characters.count - 4) + joined(characters.suffix(4))
    }

    /// `138****1234`; a number with an area code keeps its last 4.
    package static func phone(_ text: String) -> String {
        let characters = Array(text.unicodeScalars)
        guard characters.count >= 7 else { return stars(characters.count) }
        guard characters.count == 11 else { return stars(characters.count - 4) + joined(characters.suffix(4)) }
        return joined(characters.prefix(3)) + "****" + joined(characters.suffix(4))
    }

    private static func stars(_ count: Int) -> String { String(repeating: "*", count: count) }

    private static func joined(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
