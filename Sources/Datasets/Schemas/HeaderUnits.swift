/// Units departments write behind a header, and which of them a column's numbers may have: a price in 万元 must not be read as yuan.
enum HeaderUnits {
    /// Every word that is taken for a unit; another text in the bracket (必填, 格式) says nothing about the numbers.
    private static let all: Set<String> = [
        "元", "人民币元", "万元", "千元", "百元", "亿元", "分", "角", "平方米", "平米", "m2", "m²", "㎡", "亩", "公顷", "平方公里", "公里", "千米", "km",
        "米", "m", "里", "%", "百分比", "‰",
    ]

    /// Whether numbers under a header with this note can be a column's.
    static func suit(_ note: String, _ column: SourceSchema.Column) -> Bool {
        guard all.contains(note) else { return true }
        return switch column.kind {
        case .money: money(column.scale).contains(note)
        case .m2: column.scale == 1 && ["平方米", "平米", "m2", "m²", "㎡"].contains(note)
        case .mu: column.scale == 1 && note == "亩"
        case .km: column.scale == 1 && ["公里", "千米", "km"].contains(note)
        case .percent: ["%", "百分比"].contains(note)
        default: false
        }
    }

    private static func money(_ scale: Int64) -> Set<String> {
        switch scale {
        case 1: ["元", "人民币元"]
        case 100: ["百元"]
        case 1000: ["千元"]
        case 10_000: ["万元"]
        case 100_000_000: ["亿元"]
        default: []
        }
    }
}
