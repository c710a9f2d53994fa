/// Days as a spreadsheet counts them.
enum SerialDate {
    /// The last day a spreadsheet knows, 9999-12-31.
    private static let last = 2_958_465

    /// Appends `yyyy-MM-dd` for a serial number of days; false (and nothing appended) when it is no day. The time of day is left out.
    static func append(_ raw: some RandomAccessCollection<UInt8>, from1904: Bool, to out: inout [UInt8]) -> Bool {
        guard let value = Double(String(decoding: raw, as: UTF8.self)), value >= 0, value < Double(last + 1) else { return false }
        let serial = Int(value)
        // Days since 1970-01-01. Serial 60 of the 1900 count is the 29th of February 1900, which never was.
        let days: Int
        if from1904 {
            days = serial - 24_107
        } else {
            guard serial >= 1, serial != 60 else { return false }
            days = serial - (serial < 60 ? 25_568 : 25_569)
        }
        CivilDate.append(days: days, to: &out)
        return true
    }
}
