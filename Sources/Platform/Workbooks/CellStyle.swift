/// The few styles our workbooks use, in the order in which `styles.xml` lists them.
enum CellStyle: Int, CaseIterable {
    case plain, title, note, head, text, wrapped, number, answer

    /// The parts' `styles.xml`: 黑体 for work, a sunken head, thin lines, and a pale ground where somebody has to write.
    static let xml: String = {
        let line =
            #"<left style="thin"><color rgb="FFD6DEDD"/></left><right style="thin"><color rgb="FFD6DEDD"/></right>"#
            + #"<top style="thin"><color rgb="FFD6DEDD"/></top><bottom style="thin"><color rgb="FFD6DEDD"/></bottom><diagonal/>"#
        func font(_ size: Int, bold: Bool = false, colour: String = "FF17232A") -> String {
            #"<font>\#(bold ? "<b/>" : "")<sz val="\#(size)"/><color rgb="\#(colour)"/><name val="Microsoft YaHei"/><family val="2"/></font>"#
        }
        func fill(_ colour: String) -> String {
            #"<fill><patternFill patternType="solid"><fgColor rgb="\#(colour)"/><bgColor indexed="64"/></patternFill></fill>"#
        }
        return ""
            + #"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#
            + #"<fonts count="4">"# + font(10) + font(16, bold: true) + font(10, colour: "FF45535A") + font(10, bold: true) + "</fonts>"
            + #"<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>"#
            + fill("FFF0F4F3") + fill("FFFDF2DC") + "</fills>"
            + #"<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>"# + line + "</border></borders>"
            + #"<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>"#
            + #"<cellXfs count="\#(allCases.count)">"# + allCases.map(\.format).joined() + "</cellXfs>"
            + #"<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#
    }()

    private var format: String {
        func xf(font: Int, fill: Int = 0, border: Int = 0, align: String) -> String {
            #"<xf numFmtId="0" fontId="\#(font)" fillId="\#(fill)" borderId="\#(border)" xfId="0" applyFont="1" applyFill="1" applyBorder="1" "#
                + #"applyAlignment="1"><alignment \#(align)/></xf>"#
        }
        return switch self {
        case .plain: xf(font: 0, align: #"vertical="top""#)
        case .title: xf(font: 1, align: #"vertical="center""#)
        case .note: xf(font: 2, align: #"vertical="top" wrapText="1""#)
        case .head: xf(font: 3, fill: 2, border: 1, align: #"vertical="center" wrapText="1""#)
        case .text: xf(font: 0, border: 1, align: #"vertical="top""#)
        case .wrapped: xf(font: 0, border: 1, align: #"vertical="top" wrapText="1""#)
        case .number: xf(font: 0, border: 1, align: #"vertical="top" horizontal="right""#)
        case .answer: xf(font: 0, fill: 3, border: 1, align: #"vertical="top" wrapText="1""#)
        }
    }
}
