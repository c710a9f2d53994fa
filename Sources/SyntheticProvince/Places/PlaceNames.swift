/// Names of made-up places, put together from common characters.
enum PlaceNames {
    private static let first = Array("青石白云龙泉金沙双河平安新丰太和永兴长岭清水红旗东坪西沟南湾北岭").map(String.init)
    private static let second = Array("山水河岭坪湾沟坝塘桥关泉川原坡台营寨堡集").map(String.init)
    private static let clans = ["李家", "王家", "张家", "刘家", "陈家", "杨家", "赵家", "马家", "周家", "吴家", "何家", "罗家", "韦家", "覃家", "石家", "高家"]

    static func county(_ index: Int, _ random: inout RandomStream) -> String {
        random.pick(first) + random.pick(second) + (index % 9 == 4 ? "自治县" : "县")
    }

    static func township(_ index: Int, _ random: inout RandomStream) -> String {
        random.pick(first) + random.pick(second) + (index % 3 == 0 ? "镇" : "乡")
    }

    static func village(_ random: inout RandomStream) -> String { random.pick(clans) + random.pick(second) + "村" }

    /// A natural village: it has a name and no official code.
    static func naturalVillage(_ random: inout RandomStream) -> String {
        random.pick(["一组", "二组", "三组", "四组", "五组", "六组", "上屯", "下屯", "老寨", "新寨"])
    }
}
