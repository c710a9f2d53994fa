import Basics
import Datasets

/// IDs as columns hold them: 17 digits times 16 plus the last character's value, or -2 - n for the n-th text that is no such ID.
enum PackedID {
    static func text(_ value: Int64, _ unpacked: [String]) -> String? {
        if value == absent { return nil }
        if value >= 0 { return IdentityKey(value: UInt64(value))?.text }
        let index = Int(-2 - value)
        return unpacked.indices.contains(index) ? unpacked[index] : nil
    }

    /// The key people are matched by, or `absent` for a malformed ID (which matches nobody): also one whose check character is wrong.
    static func key(_ value: Int64, _ unpacked: [String]) -> Int64 {
        var packed = value
        if value < 0 {
            guard value != absent, let text = text(value, unpacked), let key = IdentityKey(normalised: ResidentID.normalise(text)) else {
                return absent
            }
            packed = Int64(bitPattern: key.value)
        }
        return packed > 0 && IdentityKey.checkCharacterIsRight(key: UInt64(packed)) ? packed : absent
    }
}
