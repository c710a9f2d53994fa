extension PersonName {
    /// The compound surnames 复姓 in use.
    static let compoundSurnames: Set<String> = [
        "欧阳", "上官", "司马", "诸葛", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶",
        "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "闾丘", "子车", "亓官", "司寇", "巫马", "公西", "颛孙",
        "壤驷", "公良", "漆雕", "乐正", "宰父", "谷梁", "拓跋", "夹谷", "轩辕", "令狐", "段干", "百里", "呼延", "东郭", "南门", "羊舌", "微生", "公户",
        "公玉", "梁丘", "左丘", "东门", "西门", "第五", "端木", "淳于", "单于", "达奚", "完颜", "纳兰", "爱新觉罗", "叶赫那拉",
    ]

    private static let compoundBeginnings = Set(compoundSurnames.compactMap(\.unicodeScalars.first))

    /// Whether a compound surname begins with this character: few do, so that most names need no further look.
    package static func beginsCompound(_ scalar: Unicode.Scalar) -> Bool { compoundBeginnings.contains(scalar) }

    /// Surname and given name. A name with a middle dot has no Chinese surname: its first part counts as one. A compound surname needs
    /// something behind it: 欧阳 alone is surname 欧, given name 阳.
    package var split: (surname: String, given: String) {
        let scalars = Array(normalised.unicodeScalars)
        if let dot = scalars.firstIndex(of: "\u{B7}") { return (Self.joined(scalars[..<dot]), Self.joined(scalars[(dot + 1)...])) }
        for length in [4, 2] where scalars.count > length {
            let start = Self.joined(scalars[..<length])
            if Self.compoundSurnames.contains(start) { return (start, Self.joined(scalars[length...])) }
        }
        return (Self.joined(scalars.prefix(1)), Self.joined(scalars.dropFirst()))
    }

    package var surname: String { split.surname }

    /// What a notice on the web shows: `张*`, `欧阳*`. One star whatever the length. Of a name with a middle dot, its first character.
    package var masked: String {
        let dotted = normalised.unicodeScalars.contains("\u{B7}")
        return (dotted ? Self.joined(Array(normalised.unicodeScalars)[...].prefix(1)) : surname) + "*"
    }

    private static func joined(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
